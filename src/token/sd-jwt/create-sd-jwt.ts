import type { Jws, SdJwt, Token } from '../token';
import { parseDisclosure } from './disclosure';

type Mutable<T> = { -readonly [member in keyof T]: T[member] };

/** An SD-JWT around its issuer-signed JWS, whose bytes are decoded on first access. */
export function createSdJwt(
  raw: string,
  jws: Jws,
  disclosures: readonly string[],
  keyBinding: Token | undefined,
): SdJwt {
  const sdJwt: Mutable<SdJwt> = {
    kind: 'sd-jwt',
    raw,
    serialization: jws.serialization,
    jws,
    header: jws.header,
    get payload() {
      return jws.payload;
    },
    get signature() {
      return jws.signature;
    },
    disclosures: disclosures.map(parseDisclosure),
  };
  if (jws.claims !== undefined) sdJwt.claims = jws.claims;
  if (jws.payloadForm !== undefined) sdJwt.payloadForm = jws.payloadForm;
  if (jws.payloadProblem !== undefined) sdJwt.payloadProblem = jws.payloadProblem;
  if (keyBinding !== undefined) sdJwt.keyBinding = keyBinding;
  return sdJwt;
}
