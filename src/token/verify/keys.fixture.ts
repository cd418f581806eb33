import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto';
import { encode } from '../token.fixture';

/** Node's padding for a JWS algorithm. */
const padding = { RS: 1, PS: 6 } as const;

/** A token signed with a node key or, for HS, with a secret. */
export function signToken(
  header: { readonly alg: string; readonly [name: string]: unknown },
  payload: unknown,
  key: KeyObject | string | Uint8Array,
): string {
  const signed = `${encode(header)}.${encode(payload)}`;
  return `${signed}.${signText(header.alg, signed, key).toString('base64url')}`;
}

export function signText(alg: string, text: string, key: KeyObject | string | Uint8Array): Buffer {
  const hash = `sha${alg.slice(2, 5)}`;
  const family = alg.slice(0, 2);
  if (family === 'HS')
    return createHmac(hash, key as string)
      .update(text)
      .digest();
  const data = Buffer.from(text);
  const privateKey = key as KeyObject;
  if (family === 'RS') return sign(hash, data, { key: privateKey, padding: padding.RS });
  if (family === 'PS')
    return sign(hash, data, { key: privateKey, padding: padding.PS, saltLength: Number(alg.slice(2)) / 8 });
  if (family === 'ES') return sign(hash, data, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return sign(null, data, privateKey);
}

export const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const smallRsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
export const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const otherP256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
export const p521 = generateKeyPairSync('ec', { namedCurve: 'P-521' });
export const ed25519 = generateKeyPairSync('ed25519');

export function publicPem(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}

export function privatePem(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** A self-signed certificate that was made for this test, `CN=token.test`, and its key. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBgTCCASegAwIBAgIUJJXIU1Tjet+7VeczbTMglKCQhoEwCgYIKoZIzj0EAwIw
FTETMBEGA1UEAwwKdG9rZW4udGVzdDAgFw0yNjExMjMxNTU4MThaGA8yMTI2MTAz
MDE1NTgxOFowFTETMBEGA1UEAwwKdG9rZW4udGVzdDBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABDw/yw2W0eP2yXcHgW3eH1S9XV5YoEsOuHczU3v5ZJBtHtf1P2hy
aX+8tw/OkFQaoGjgg6L67tMdy+o0o7KWZbGjUzBRMB0GA1UdDgQWBBSAKUUzEemC
gLWiISzvY/V3iirCyTAfBgNVHSMEGDAWgBSAKUUzEemCgLWiISzvY/V3iirCyTAP
BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQCkY88NXjTQv8kBL21H
/axlii7PM/CH64KKddSMAWoKqQIgDYbEnAn0mVkk/TgklDr0F0fL75G9J8nrXTcP
Ghywbw4=
-----END CERTIFICATE-----
`;
export const certificateKey = createPrivateKey(`-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg+D4lPWN6qClxux5o
7IX0VB1TnHvqKf62eSi7u6nx59+hRANCAAQ8P8sNltHj9sl3B4Ft3h9UvV1eWKBL
Drh3M1N7+WSQbR7X9T9ocml/vLcPzpBUGqBo4IOi+u7THcvqNKOylmWx
-----END PRIVATE KEY-----
`);
export const certificatePublicKey = createPublicKey(certificate);
