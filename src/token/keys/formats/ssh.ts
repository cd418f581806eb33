import { encodeBase64url } from './encode';
import { trimNumber } from './modulus';
import type { KeyText } from './text';

/** Key types of RFC 8332, RFC 5656, RFC 8709 and OpenSSH: the first string of a key. */
const KEY_TYPE = /^(?:(?:ssh|sk-ssh|ecdsa-sha2|sk-ecdsa-sha2|rsa-sha2|webauthn-sk-ecdsa-sha2)-[\w.@-]+)$/;
const CERTIFICATE = /-cert-v0[01]@openssh\.com$/;
const maxTypeBytes = 64;
/** The type before a key that is truncated or damaged. */
const LINE =
  /(?:^|[\s"'])(?:(?:sk-)?ssh-(?:rsa|dss|ed25519|ed448)|(?:sk-)?ecdsa-sha2-nistp\d{3})\S{0,40}\s+AAAA/;

const curves: ReadonlyMap<string, string> = new Map([
  ['nistp256', 'P-256'],
  ['nistp384', 'P-384'],
  ['nistp521', 'P-521'],
]);
const edwards: ReadonlyMap<string, readonly [string, number]> = new Map([
  ['ssh-ed25519', ['Ed25519', 32]],
  ['ssh-ed448', ['Ed448', 57]],
]);

/** Whether a text contains a line of `authorized_keys` or of a `.pub` file, complete or not. */
export function isSshLine(text: string): boolean {
  return LINE.test(text);
}

/**
 * The key of an SSH blob (RFC 4253 §6.6): RSA, ECDSA, Ed25519 and Ed448, also inside an OpenSSH certificate
 * (PROTOCOL.certkeys), which isn't verified. Undefined for bytes that don't begin with the name of a key type.
 */
export function parseSshBlob(bytes: Uint8Array): KeyText | undefined {
  const read = createReader(bytes);
  const name = read();
  if (name === undefined || name.length > maxTypeBytes) return undefined;
  const fullType = String.fromCharCode(...name);
  if (!KEY_TYPE.test(fullType)) return undefined;
  if (/^(?:sk|webauthn-sk)-/.test(fullType)) return { form: 'unreadable', material: 'ssh_security_key' };
  const isCertificate = CERTIFICATE.test(fullType);
  const type = fullType.replace(CERTIFICATE, '');
  // In a certificate, a nonce precedes the key.
  if (isCertificate) read();
  return (
    parseRsa(type, read) ??
    parseEcdsa(type, read) ??
    parseEdwards(type, read) ?? { form: 'unreadable', material: 'ssh_public' }
  );
}

/** Reads the next string (RFC 4251 §5); undefined if the bytes end first. */
type Reader = () => Uint8Array | undefined;

function createReader(bytes: Uint8Array): Reader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  return () => {
    if (at + 4 > bytes.length) return undefined;
    const length = view.getUint32(at);
    const end = at + 4 + length;
    if (end > bytes.length) return undefined;
    const read = bytes.subarray(at + 4, end);
    at = end;
    return read;
  };
}

function parseRsa(type: string, read: Reader): KeyText | undefined {
  if (type !== 'ssh-rsa') return undefined;
  const [e, n] = [read(), read()];
  if (e === undefined || n === undefined) return undefined;
  return {
    form: 'jwk',
    jwk: { kty: 'RSA', n: trimNumber(encodeBase64url(n)), e: trimNumber(encodeBase64url(e)) },
    as: 'ssh',
  };
}

function parseEcdsa(type: string, read: Reader): KeyText | undefined {
  const crv = curves.get(type.replace('ecdsa-sha2-', ''));
  if (crv === undefined) return undefined;
  read();
  const bytes = read();
  return bytes && { form: 'point', bytes, crvs: [crv], isStated: true, as: 'ssh' };
}

function parseEdwards(type: string, read: Reader): KeyText | undefined {
  const [crv, length] = edwards.get(type) ?? [];
  const x = crv === undefined ? undefined : read();
  return x?.length === length && x !== undefined
    ? { form: 'jwk', jwk: { kty: 'OKP', crv, x: encodeBase64url(x) }, as: 'ssh' }
    : undefined;
}
