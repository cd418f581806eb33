import { isPayloadUnencoded } from './header';
import { isJsonObject } from '../json/read-json';
import type { JsonPath } from '../json/find-member';
import { createJws, type SignatureSource } from './jws';
import { MAX_SIGNATURES } from '../limits';
import { createMalformed, TokenFault } from './malformed';
import { readPayload, readUnencodedPayload, type PayloadSource } from './payload';
import { createSdJwtJson, isSdJwtHeader } from '../sd-jwt/sd-jwt-json';
import { findSegmentFault } from './segment';
import {
  createJsonFault,
  joinHeaders,
  placeFault,
  readProtected,
  readText,
  readUnprotected,
} from './json-members';
import type { JsonObject, Jws, Malformed, SdJwt } from '../token';

/** A JWS in flattened or general JSON serialization (RFC 7515 §7.2), and an SD-JWT in one (RFC 9901 §8). */
export function decodeJwsJson(raw: string, object: JsonObject): Jws | SdJwt | Malformed {
  const signatures = readSignatures(raw, object);
  if (signatures instanceof TokenFault) return createMalformed(raw, signatures, object);
  const unencoded = signatures.map(({ isUnencoded }) => isUnencoded);
  // RFC 7797 §3: all signatures agree on it, since they share one payload.
  if (new Set(unencoded).size > 1) {
    const fault = createJsonFault(raw, ['signatures'], '"b64" differs between its signatures');
    return createMalformed(raw, fault, object);
  }
  const payload = readSerializedPayload(raw, object, unencoded[0] === true);
  if (payload instanceof TokenFault) return createMalformed(raw, payload, object);
  const serialization = Object.hasOwn(object, 'signatures') ? 'general' : 'flattened';
  const [first, ...others] = signatures.map(({ source }) => source);
  const jws = createJws(raw, serialization, payload, [first as SignatureSource, ...others]);
  // RFC 9901 §8.1: they stand in the first unprotected header.
  const unprotected = first?.unprotectedHeader;
  return isSdJwtHeader(unprotected) ? createSdJwtJson(jws, unprotected) : jws;
}

function readSignatures(raw: string, object: JsonObject): readonly Signed[] | TokenFault {
  const { signatures } = object;
  if (!Object.hasOwn(object, 'signatures')) {
    const only = readSignature(raw, object, []);
    return only instanceof TokenFault ? only : [only];
  }
  // RFC 7515 §7.2.2: one form or the other.
  const flattened = ['signature', 'protected', 'header'].find((name) => Object.hasOwn(object, name));
  if (flattened !== undefined) {
    return createJsonFault(
      raw,
      [flattened],
      `"${flattened}" stands beside "signatures", so it is of two forms`,
    );
  }
  if (!Array.isArray(signatures) || signatures.length === 0) {
    return createJsonFault(raw, ['signatures'], '"signatures" is no list with a signature in it');
  }
  if (signatures.length > MAX_SIGNATURES) {
    const clause = `it has ${signatures.length} signatures, and no more than ${MAX_SIGNATURES} are read`;
    return createJsonFault(raw, ['signatures', MAX_SIGNATURES], clause);
  }
  const read: Signed[] = [];
  for (const [index, signature] of signatures.entries()) {
    const path = ['signatures', index];
    if (!isJsonObject(signature)) return createJsonFault(raw, path, 'a signature is no object');
    const found = readSignature(raw, signature, path);
    if (found instanceof TokenFault) return found;
    read.push(found);
  }
  return read;
}

interface Signed {
  readonly source: SignatureSource;
  readonly isUnencoded: boolean;
}

function readSignature(raw: string, object: JsonObject, path: JsonPath): Signed | TokenFault {
  if (!Object.hasOwn(object, 'signature')) return createJsonFault(raw, path, 'it has no "signature"');
  const signatureText = readText(raw, object, [...path, 'signature']);
  if (signatureText instanceof TokenFault) return signatureText;
  const protectedPart = readProtected(raw, object, [...path, 'protected']);
  if (protectedPart instanceof TokenFault) return protectedPart;
  const unprotected = readUnprotected(raw, object, [...path, 'header']);
  if (unprotected instanceof TokenFault) return unprotected;
  const joined = joinHeaders(raw, protectedPart, [unprotected]);
  if (joined instanceof TokenFault) return joined;
  const fault = placeFault(raw, [...path, 'signature'], (start) =>
    findSegmentFault(signatureText, 'signature', start),
  );
  if (fault !== undefined) return fault;
  const { header, protectedHeader, protectedText } = joined;
  return {
    source: {
      header,
      protectedText,
      ...(unprotected.header !== undefined && { unprotectedHeader: unprotected.header }),
      signatureText,
    },
    isUnencoded: isPayloadUnencoded(protectedHeader),
  };
}

/** Left out, it was sent apart from the token (RFC 7515 appendix F). */
function readSerializedPayload(
  raw: string,
  object: JsonObject,
  isUnencoded: boolean,
): PayloadSource | TokenFault {
  const text = readText(raw, object, ['payload']);
  if (text instanceof TokenFault) return text;
  if (!isUnencoded) return placeFault(raw, ['payload'], (start) => readPayload(text, start));
  // RFC 7797 §5.3: what is signed is its UTF-8, which a lone surrogate does not have.
  return /\p{Cs}/u.test(text)
    ? createJsonFault(
        raw,
        ['payload'],
        '"payload" has half a character, a lone surrogate, which UTF-8 cannot hold',
      )
    : readUnencodedPayload(text);
}
