import { decodeCompact } from '../decode/compact';
import { maxDisclosures } from '../limits';
import { createMalformed } from '../decode/malformed';
import type { JsonObject, Jws, Malformed, SdJwt } from '../token';
import { createSdJwt } from './create-sd-jwt';
import { createTooManyFailure } from './decode-sd-jwt';

/** The unprotected header of an SD-JWT (RFC 9901 §8.1). */
type SdJwtHeader = { readonly disclosures: readonly string[]; readonly kb_jwt?: unknown };

/** Whether a header has an array of disclosures, even an empty one. Any other value isn't an SD-JWT's. */
export function isSdJwtHeader(header: JsonObject | undefined): header is JsonObject & SdJwtHeader {
  const disclosures = header?.disclosures;
  return Array.isArray(disclosures) && disclosures.every((text) => typeof text === 'string');
}

/** An SD-JWT in JSON serialization (RFC 9901 §8), created from its JWS. */
export function createSdJwtJson(jws: Jws, header: SdJwtHeader): SdJwt | Malformed {
  const { disclosures, kb_jwt: keyBinding } = header;
  if (disclosures.length > maxDisclosures) return createMalformed(jws.raw, createTooManyFailure());
  const bound = typeof keyBinding === 'string' ? decodeCompact(keyBinding) : undefined;
  return createSdJwt(jws.raw, jws, disclosures, bound);
}
