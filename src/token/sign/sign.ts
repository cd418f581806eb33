import type { JsonObject } from '../token';
import { isJsonObject, readJsonText } from '../json/read-json';
import { quoteValue } from '../quote-value';
import { make } from './sign-or-encrypt';
import {
  createMakingFailure,
  type Making,
  type SignOptions,
  type TokenContent,
  type WrittenHeader,
} from './created-token';
import { findAlgorithm } from '../verify/algorithms/signature-algorithms';

export type { SignOptions };

/**
 * Creates a signed test token: a JWS from a header, a payload and a pasted private key or secret. HS, RS, PS, ES,
 * ES256K, EdDSA, Ed25519, Ed448 and ML-DSA; `b64: false` if `crit` lists it (RFC 7797).
 *
 * Signs the header as given: adds no `typ`, `kid` or time. A header in text is signed exactly as it's written. Doesn't
 * check claims, and accepts weak keys, because a test token may be insecure. Never throws; loads cryptography when first
 * needed.
 */
export async function sign(
  header: JsonObject | string,
  payload: TokenContent,
  keyText: string,
  options: SignOptions = {},
): Promise<Making> {
  const written = readHeader(header);
  if (written === undefined) return createMakingFailure('header_invalid', ['alg']);
  const { alg } = written.header;
  if (alg === 'none') {
    return options.allowNone === true
      ? make(' none', async () => (await import('./sign-with-key')).makeUnsigned(written, payload, options))
      : createMakingFailure('alg_none_unasked');
  }
  const algorithm = findAlgorithm(alg);
  if (algorithm === undefined) {
    return createMakingFailure('alg_unsupported', [quoteValue(alg)]);
  }
  return make(keyText, async () =>
    (await import('./sign-with-key')).signWithKey(written, algorithm, payload, keyText, options),
  );
}

/** Undefined if the text isn't a JSON object. */
function readHeader(header: JsonObject | string): WrittenHeader | undefined {
  if (typeof header !== 'string') return { header };
  const reading = readJsonText(header);
  return 'value' in reading && isJsonObject(reading.value)
    ? { header: reading.value, text: header }
    : undefined;
}
