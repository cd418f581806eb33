import { decodeBase64url } from './base64url';
import { linkAwsHeader } from './header';
import { decodePayload, type PayloadSource } from './payload';
import type { JsonObject, Jws, JwsSignature, Serialization } from '../token';

/** One valid signature, as written in a token. */
export interface SignatureSource {
  readonly header: JsonObject;
  readonly protectedText: string;
  readonly unprotectedHeader?: JsonObject;
  readonly signatureText: string;
}

type Mutable<T> = { -readonly [member in keyof T]: T[member] };

/**
 * Creates a JWS from validated parts. Bytes are decoded on first access, because a list of tokens reads only headers
 * and claims. The getters are own enumerable members, so that copies, structured clones and comparisons include them.
 */
export function createJws(
  raw: string,
  serialization: Serialization,
  { text, isUnencoded, claims, problem, form }: PayloadSource,
  [first, ...others]: readonly [SignatureSource, ...SignatureSource[]],
): Jws {
  let payload: Uint8Array | undefined;
  let signature: Uint8Array | undefined;
  let signatures: readonly JwsSignature[] | undefined;
  const readFirst = () => (signature ??= decodeBase64url(first.signatureText));
  const jws: Mutable<Jws> = {
    kind: 'jws',
    raw,
    serialization,
    header: first.header,
    payloadText: text,
    get payload() {
      return (payload ??= decodePayload(text, isUnencoded));
    },
    get signature() {
      return readFirst();
    },
    get signatures() {
      return (signatures ??= [
        createSignature(first, readFirst()),
        ...others.map((other) => createSignature(other, decodeBase64url(other.signatureText))),
      ]);
    },
  };
  if (form !== undefined) jws.payloadForm = form;
  // Exactly one of the two is defined.
  if (claims !== undefined) {
    jws.claims = claims;
    linkAwsHeader(claims, first.header);
  } else if (problem !== undefined) jws.payloadProblem = problem;
  return jws;
}

function createSignature(
  { header, protectedText, unprotectedHeader }: SignatureSource,
  signature: Uint8Array,
): JwsSignature {
  return { header, protectedText, ...(unprotectedHeader !== undefined && { unprotectedHeader }), signature };
}
