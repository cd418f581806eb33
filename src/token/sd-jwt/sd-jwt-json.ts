import { decodeCompact } from '../decode/compact';
import { MAX_DISCLOSURES } from '../limits';
import { createMalformed } from '../decode/malformed';
import type { JsonObject, Jws, Malformed, SdJwt } from '../token';
import { createSdJwt } from './create-sd-jwt';
import { createTooManyFailure } from './decode-sd-jwt';

/** An unprotected header of an SD-JWT, as RFC 9901 §8.1 has it. */
type SdJwtHeader = { readonly disclosures: readonly string[]; readonly kb_jwt?: unknown };

/** Whether a header has a list of disclosures, an empty one too; a parameter of another form is another's. */
export function isSdJwtHeader(header: JsonObject | undefined): header is JsonObject & SdJwtHeader {
  const disclosures = header?.disclosures;
  return Array.isArray(disclosures) && disclosures.every((text) => typeof text === 'string');
}

/** An SD-JWT in JSON serialization (RFC 9901 §8), around the JWS that it is. */
export function createSdJwtJson(jws: Jws, header: SdJwtHeader): SdJwt | Malformed {
  const { disclosures, kb_jwt: keyBinding } = header;
  if (disclosures.length > MAX_DISCLOSURES) return createMalformed(jws.raw, createTooManyFailure());
  const bound = typeof keyBinding === 'string' ? decodeCompact(keyBinding) : undefined;
  return createSdJwt(jws.raw, jws, disclosures, bound);
}
