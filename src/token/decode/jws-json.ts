import { isPayloadUnencoded } from './header';
import { isJsonObject } from '../json/read-json';
import type { JsonPath } from '../json/find-member';
import { createJws, type SignatureSource } from './jws';
import { maxSignatures } from '../limits';
import { createMalformed, DecodeFailure } from './malformed';
import { readPayload, readUnencodedPayload, type PayloadSource } from './payload';
import { createSdJwtJson, isSdJwtHeader } from '../sd-jwt/sd-jwt-json';
import { findSegmentFailure } from './segment';
import {
  createJsonFailure,
  mergeHeaders,
  locateFailure,
  readProtected,
  readText,
  readUnprotected,
} from './json-members';
import type { JsonObject, Jws, Malformed, SdJwt } from '../token';

/** A JWS (RFC 7515 §7.2) or an SD-JWT (RFC 9901 §8) in flattened or general JSON serialization. */
export function decodeJwsJson(raw: string, object: JsonObject): Jws | SdJwt | Malformed {
  const signatures = readSignatures(raw, object);
  if (signatures instanceof DecodeFailure) return createMalformed(raw, signatures, object);
  const unencoded = signatures.map(({ isUnencoded }) => isUnencoded);
  // RFC 7797 §3: all signatures must agree on it, since they share one payload.
  if (new Set(unencoded).size > 1) {
    const failure = createJsonFailure(raw, ['signatures'], 'json_problem_b64_differs');
    return createMalformed(raw, failure, object);
  }
  const payload = readSerializedPayload(raw, object, unencoded[0] === true, signatures[0]?.source.header.zip);
  if (payload instanceof DecodeFailure) return createMalformed(raw, payload, object);
  const serialization = Object.hasOwn(object, 'signatures') ? 'general' : 'flattened';
  const [first, ...others] = signatures.map(({ source }) => source);
  const jws = createJws(raw, serialization, payload, [first as SignatureSource, ...others]);
  // RFC 9901 §8.1: the disclosures are in the first unprotected header.
  const unprotected = first?.unprotectedHeader;
  return isSdJwtHeader(unprotected) ? createSdJwtJson(jws, unprotected) : jws;
}

function readSignatures(raw: string, object: JsonObject): readonly Signed[] | DecodeFailure {
  const { signatures } = object;
  if (!Object.hasOwn(object, 'signatures')) {
    const only = readSignature(raw, object, []);
    return only instanceof DecodeFailure ? only : [only];
  }
  // RFC 7515 §7.2.2: the flattened and the general form exclude each other.
  const flattened = ['signature', 'protected', 'header'].find((name) => Object.hasOwn(object, name));
  if (flattened !== undefined) {
    return createJsonFailure(raw, [flattened], 'json_problem_both_forms', flattened, 'signatures');
  }
  if (!Array.isArray(signatures) || signatures.length === 0) {
    return createJsonFailure(raw, ['signatures'], 'json_problem_list_empty', 'signatures');
  }
  if (signatures.length > maxSignatures) {
    return createJsonFailure(
      raw,
      ['signatures', maxSignatures],
      'json_problem_too_many',
      'signatures',
      signatures.length,
      maxSignatures,
    );
  }
  const read: Signed[] = [];
  for (const [index, signature] of signatures.entries()) {
    const path = ['signatures', index];
    if (!isJsonObject(signature))
      return createJsonFailure(raw, path, 'json_problem_entry_not_object', 'signatures');
    const found = readSignature(raw, signature, path);
    if (found instanceof DecodeFailure) return found;
    read.push(found);
  }
  return read;
}

interface Signed {
  readonly source: SignatureSource;
  readonly isUnencoded: boolean;
}

function readSignature(raw: string, object: JsonObject, path: JsonPath): Signed | DecodeFailure {
  if (!Object.hasOwn(object, 'signature'))
    return createJsonFailure(raw, path, 'json_problem_signature_missing');
  const signatureText = readText(raw, object, [...path, 'signature']);
  if (signatureText instanceof DecodeFailure) return signatureText;
  const protectedPart = readProtected(raw, object, [...path, 'protected']);
  if (protectedPart instanceof DecodeFailure) return protectedPart;
  const unprotected = readUnprotected(raw, object, [...path, 'header']);
  if (unprotected instanceof DecodeFailure) return unprotected;
  const merged = mergeHeaders(raw, protectedPart, [unprotected]);
  if (merged instanceof DecodeFailure) return merged;
  const failure = locateFailure(raw, [...path, 'signature'], (start) =>
    findSegmentFailure(signatureText, 'signature', start),
  );
  if (failure !== undefined) return failure;
  const { header, protectedHeader, protectedText } = merged;
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

/** Detached if it's missing: it was sent separately (RFC 7515 appendix F). */
function readSerializedPayload(
  raw: string,
  object: JsonObject,
  isUnencoded: boolean,
  zip: unknown,
): PayloadSource | DecodeFailure {
  const text = readText(raw, object, ['payload']);
  if (text instanceof DecodeFailure) return text;
  if (!isUnencoded) return locateFailure(raw, ['payload'], (start) => readPayload(text, start, zip));
  // RFC 7797 §5.3: its UTF-8 is signed, and a lone surrogate has none.
  return /\p{Cs}/u.test(text)
    ? createJsonFailure(raw, ['payload'], 'json_problem_lone_surrogate')
    : readUnencodedPayload(text);
}
