import { isPayloadUnencoded } from '../header';
import { encodeBase64url } from '../key/encode';
import type { Jws, JwsSignature } from '../token';

const encoder = new TextEncoder();

/** What a signature is made of (RFC 7515 §5.1, RFC 7797 §3). `detached` counts only where the token's payload is empty. */
export function createSigningInput(
  { payloadText }: Jws,
  { protectedText, header }: JwsSignature,
  detached: Uint8Array | undefined,
): Uint8Array {
  if (payloadText !== '' || detached === undefined) return encoder.encode(`${protectedText}.${payloadText}`);
  if (!isPayloadUnencoded(header)) return encoder.encode(`${protectedText}.${encodeBase64url(detached)}`);
  const start = encoder.encode(`${protectedText}.`);
  const signed = new Uint8Array(start.length + detached.length);
  signed.set(start);
  signed.set(detached, start.length);
  return signed;
}
