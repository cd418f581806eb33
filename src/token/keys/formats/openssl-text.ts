import { decodeHex } from '../../decode/hex';
import { encodeBase64url } from './encode';
import { trimNumber } from './modulus';
import { parsePrintedNumbers } from './printed-numbers';
import type { KeyText } from './text';

/**
 * `openssl pkey -text`, `rsa -text`, `ec -text`, `x509 -text`, `asn1parse`, and the similar output of certtool and
 * keytool.
 */
const PRINTED =
  /(?:public|private)-key:\s\(\d|\b(?:ED25519|ED448|X25519|X448|RSA|EC|DSA)\s(?:public|private)-key:|public key algorithm:|\b(?:pub|priv|modulus):\s+(?:[\da-f]{2}:){8}|\b(?:public|private)exponent:|\bASN1 OID:|\bNIST CURVE:|\bcertificate:\s+data:|\bhl=\d{1,3} l= {0,6}\d{1,6} (?:cons|prim):/i;
/** `keytool -printcert` and `keytool -list`, which print no key, in any language of Java for its first line. */
const KEYTOOL =
  /^[^\r\n:]{1,40}: [^\r\n]*\r?\n(?:Issuer|Aussteller): [^\r\n]*\r?\n(?:Serial number|Seriennummer): [\da-f]|^(?:Keystore type|Keystore-Typ): \w{2,20}\s{1,4}Keystore[ -][Pp]rovider: |^Alias name: [^\r\n]{1,200}\s+Creation date: |\b(?:PrivateKeyEntry|trustedCertEntry|SecretKeyEntry),?\s+Certificate fingerprint \(SHA/m;
/** `openssl rsa -modulus`, and the output of Java, Python and others: a number of at least 512 bits. */
const MODULUS = /\b(?:modulus|n)\b\W{0,10}(?:0x)?(?:[\da-f]{2}:?){64}/i;
const PRIVATE = /privateExponent:|\bpriv:|private-key:/i;
/** Hex pairs with colons, over multiple lines; the match ends with the last pair. */
const BYTES = String.raw`((?:[\da-f]{2}[:\s]{1,40})*[\da-f]{2})\b`;
const RSA_MODULUS = new RegExp(String.raw`\bmodulus:\s{1,40}${BYTES}`, 'i');
const EC_POINT = new RegExp(String.raw`\bpub:\s{1,40}${BYTES}`, 'i');
const EXPONENT = /\bexponent:\s(\d{1,20})\s/i;
const CURVE = /\bASN1 OID:\s(prime256v1|secp384r1|secp521r1|secp256k1)\b/i;
const EDWARDS_CURVE = /\b(ED25519|ED448|X25519|X448)\b/i;

const curves: ReadonlyMap<string, string> = new Map([
  ['prime256v1', 'P-256'],
  ['secp384r1', 'P-384'],
  ['secp521r1', 'P-521'],
  ['secp256k1', 'secp256k1'],
  ['ed25519', 'Ed25519'],
  ['ed448', 'Ed448'],
  ['x25519', 'X25519'],
  ['x448', 'X448'],
]);

/** The public key that OpenSSL or other software printed as text, or the kind of other such output; undefined for any other text. */
export function parseOpensslText(text: string): KeyText | undefined {
  if (KEYTOOL.test(text)) return { form: 'unreadable', material: 'keytool_text' };
  if (PRINTED.test(text)) {
    const key = PRIVATE.test(text) ? undefined : (parseRsa(text) ?? parseCurve(text));
    return key ?? { form: 'unreadable', material: 'openssl_text' };
  }
  const numbers = parsePrintedNumbers(text);
  if (numbers !== undefined) return numbers;
  return MODULUS.test(text) ? { form: 'unreadable', material: 'modulus' } : undefined;
}

function parseRsa(text: string): KeyText | undefined {
  const modulus = RSA_MODULUS.exec(text)?.[1];
  const exponent = EXPONENT.exec(text)?.[1];
  if (modulus === undefined || exponent === undefined) return undefined;
  const hex = BigInt(exponent).toString(16);
  const e = encodeBase64url(decodeHex(hex.padStart(hex.length + (hex.length % 2), '0')));
  const n = trimNumber(encodeBase64url(readBytes(modulus)));
  return { form: 'jwk', jwk: { kty: 'RSA', n, e }, as: 'openssl' };
}

function parseCurve(text: string): KeyText | undefined {
  // In a certificate, the algorithm of the issuer comes before the curve of the key.
  const name = (CURVE.exec(text) ?? EDWARDS_CURVE.exec(text))?.[1] ?? '';
  const crv = curves.get(name.toLowerCase());
  const point = EC_POINT.exec(text)?.[1];
  return crv === undefined || point === undefined
    ? undefined
    : { form: 'point', bytes: readBytes(point), crvs: [crv], isStated: true, as: 'openssl' };
}

function readBytes(pairs: string): Uint8Array {
  return decodeHex(pairs.replace(/[:\s]+/g, ''));
}
