import { RSAPublicKey } from '@peculiar/asn1-rsa';
import { AsnConvert } from '@peculiar/asn1-schema';
import { decodeLeniently } from '../decode/base64url';
import { decodeHex } from '../decode/hex';
import { isJsonObject } from '../json/read-json';
import { encodeBase64 } from '../keys/formats/encode';
import type { Key, PublicJwk } from '../keys/key';
import { parseKeyText } from '../keys/key-or-secret';
import { readSecrets } from '../keys/secret';
import { listSecretTexts } from '../keys/secret-text';
import { describeSecretEncoding } from '../keys/words';
import { maxCandidateKeys, maxMistakenSecrets } from '../limits';
import type { Param, ParamCode } from '../param';

/** Bytes that a careless server might use as its "secret", and the form in which they contain the key. */
export interface MistakenSecret {
  readonly bytes: Uint8Array;
  readonly form: Param;
  /** Whether it's a public key. */
  readonly isPublic: boolean;
  /** `form` is how "k" of a JWK was read, which is a secret, but in another encoding than that of the server. */
  readonly isMember?: boolean;
}

type Written = Omit<MistakenSecret, 'isPublic'>;

const encoder = new TextEncoder();
const LINE = /.{1,64}/g;

/**
 * Every usual encoding of the pasted keys: the text as pasted and with other line breaks, its DER, PEM with and without
 * its last line break, the JWK, .NET's XML, and the bytes that the text is hex or base64 of. Used to detect an HMAC that
 * was made with one of them as its secret (RFC 8725 §2.1). If `keys` is empty because the text can't be read, only the
 * text. At most `maxMistakenSecrets`.
 */
export async function listMistakenSecrets(
  keyText: string,
  keys: readonly Key[],
): Promise<readonly MistakenSecret[]> {
  const ofKeys: Written[] = [];
  for (const { publicJwk } of keys) {
    if (publicJwk === undefined) continue;
    ofKeys.push(...listText({ code: 'secret_form_jwk' }, JSON.stringify(publicJwk)));
    const der = await exportSpki(publicJwk);
    if (der !== undefined) ofKeys.push(...listDer(der, 'PUBLIC KEY'));
    if (publicJwk.kty !== 'RSA') continue;
    ofKeys.push(...listDer(exportPkcs1(publicJwk), 'RSA PUBLIC KEY'));
    ofKeys.push(...listText({ code: 'secret_form_xml' }, exportXml(publicJwk)));
  }
  // The text of a private key, or of a set with a secret in it, isn't public; its public keys are.
  const isPublic =
    keys.length > 0 &&
    keys.every(({ publicJwk, privateJwk }) => publicJwk !== undefined && privateJwk === undefined);
  // A secret of a set was tried as such.
  const isSecret = (bytes: Uint8Array) =>
    keys.some(
      ({ secret }) => secret?.length === bytes.length && secret.every((byte, at) => byte === bytes[at]),
    );
  const pasted = [...listSecretMembers(keyText), ...listPasted(keyText, keys.length > 0)].filter(
    ({ bytes }) => !isSecret(bytes),
  );
  const all = [
    ...pasted.map((written) => ({ ...written, isPublic })),
    ...ofKeys.map((written) => ({ ...written, isPublic: true })),
  ];
  return all.slice(0, maxMistakenSecrets);
}

/** The "k" of a JWK as text and in hex, although it has to be base64url (RFC 7518 §6.4.1). */
function listSecretMembers(keyText: string): readonly Written[] {
  const text = parseKeyText(keyText);
  const jwks = text.form === 'jwk' ? [text.jwk] : text.form === 'jwks' ? text.keys : [];
  return jwks
    .slice(0, maxCandidateKeys)
    .flatMap((jwk) => (isJsonObject(jwk) && typeof jwk.k === 'string' ? listMemberReadings(jwk.k) : []));
}

function listMemberReadings(k: string): readonly Written[] {
  const asText: Written = {
    form: { code: 'secret_reading_text' },
    bytes: encoder.encode(k),
    isMember: true,
  };
  if (!/^(?:[\da-f]{2})+$/i.test(k)) return [asText];
  return [asText, { form: 'hex', bytes: decodeHex(k), isMember: true }];
}

function listPasted(keyText: string, isKey: boolean): readonly Written[] {
  const found: Written[] = [{ form: { code: 'secret_form_pasted' }, bytes: encoder.encode(keyText) }];
  for (const { text, part } of listSecretTexts(keyText)) {
    found.push(...(part === undefined || isKey ? listPastedText(text) : listPart(part, text)));
  }
  for (const { secret, secretEncoding } of readSecrets(keyText)) {
    if (secret === undefined || secretEncoding === undefined) continue;
    found.push({
      form: { code: 'secret_form_pasted_decoded', params: [describeSecretEncoding(secretEncoding)] },
      bytes: secret,
    });
  }
  const text = parseKeyText(keyText);
  if (text.form === 'der') found.push(...listDer(text.bytes, 'PUBLIC KEY'));
  if (text.form === 'pem') {
    for (const { label, base64 } of text.blocks) found.push(...listDer(decodeLeniently(base64), label));
  }
  if (text.form === 'point') found.push({ form: { code: 'secret_form_point' }, bytes: text.bytes });
  return found;
}

/** A value in a text that isn't a key: only a program that reads the value would use it. */
function listPart(part: NonNullable<Key['secretPart']>, text: string): readonly Written[] {
  const form: Param = { code: part === 'value' ? 'secret_reading_value' : 'secret_reading_lines' };
  return [text, `${text}\n`].map((written) => ({ form, bytes: encoder.encode(written) }));
}

/** What becomes of a pasted text in a file, on one line of an environment file, and in a variable. */
function listPastedText(pasted: string): readonly Written[] {
  const text = pasted.trim().replaceAll('\r\n', '\n');
  const windows = text.replaceAll('\n', '\r\n');
  const escaped = text.replaceAll('\n', String.raw`\n`);
  const forms: readonly (readonly [ParamCode, string])[] = [
    ['secret_form_pasted_bare', text],
    ['secret_form_pasted_line_break', `${text}\n`],
    ['secret_form_pasted_windows', windows],
    ['secret_form_pasted_windows', `${windows}\r\n`],
    ['secret_form_pasted_escaped', escaped],
    ['secret_form_pasted_escaped', String.raw`${escaped}\n`],
    ['secret_form_pasted_one_line', text.replaceAll('\n', '')],
    ['secret_form_pasted_one_line', text.replaceAll('\n', ' ')],
    ['secret_form_pasted_base64', encodeBase64(encoder.encode(text))],
    ['secret_form_pasted_base64', encodeBase64(encoder.encode(`${text}\n`))],
  ];
  return forms.map(([code, written]) => ({ form: { code }, bytes: encoder.encode(written) }));
}

function listText(form: Param, text: string): readonly Written[] {
  const windows = text.replaceAll('\n', '\r\n');
  return [text, `${text}\n`, windows, `${windows}\r\n`].map((one) => ({ form, bytes: encoder.encode(one) }));
}

function listDer(der: Uint8Array, label: string): readonly Written[] {
  const base64 = encodeBase64(der);
  const lines = (base64.match(LINE) ?? []).join('\n');
  return [
    { form: { code: 'secret_form_der' }, bytes: der },
    { form: { code: 'secret_form_der_base64' }, bytes: encoder.encode(base64) },
    ...listText({ code: 'secret_form_pem' }, `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----`),
  ];
}

/** Undefined for a type of key that WebCrypto doesn't support. */
async function exportSpki(jwk: PublicJwk): Promise<Uint8Array | undefined> {
  const kind =
    jwk.kty === 'RSA'
      ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
      : { name: jwk.kty === 'EC' ? 'ECDSA' : 'Ed25519', namedCurve: jwk.crv ?? '' };
  try {
    const key = await crypto.subtle.importKey('jwk', { ...jwk }, kind, true, ['verify']);
    return new Uint8Array(await crypto.subtle.exportKey('spki', key));
  } catch {
    return undefined;
  }
}

function exportPkcs1({ n = '', e = '' }: PublicJwk): Uint8Array {
  const key = new RSAPublicKey({ modulus: readInteger(n), publicExponent: readInteger(e) });
  return new Uint8Array(AsnConvert.serialize(key));
}

/** The output of .NET's `RSA.ToXmlString(false)`. */
function exportXml({ n = '', e = '' }: PublicJwk): string {
  const [modulus, exponent] = [n, e].map((member) => encodeBase64(decodeLeniently(member)));
  return `<RSAKeyValue><Modulus>${modulus}</Modulus><Exponent>${exponent}</Exponent></RSAKeyValue>`;
}

/** X.690 §8.3.3: if the first bit were set, the number would be negative. */
function readInteger(member: string): ArrayBuffer {
  const bytes = decodeLeniently(member);
  return (bytes[0] ?? 0) < 0x80 ? bytes.buffer : Uint8Array.from([0, ...bytes]).buffer;
}
