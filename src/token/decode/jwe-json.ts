import { isJsonObject } from '../json/read-json';
import type { JsonPath } from '../json/find-member';
import { maxSignatures } from '../limits';
import { createMalformed, DecodeFailure } from './malformed';
import {
  createJsonFailure,
  mergeHeaders,
  readBytes,
  readProtected,
  readUnprotected,
  type UnprotectedHeader,
} from './json-members';
import type { JsonObject, Jwe, JweRecipient, Malformed } from '../token';

type Protected = { readonly text: string; readonly header: JsonObject };

/** A JWE in flattened or general JSON serialization (RFC 7516 §7.2). */
export function decodeJweJson(raw: string, object: JsonObject): Jwe | Malformed {
  const jwe = readJwe(raw, object);
  return jwe instanceof DecodeFailure ? createMalformed(raw, jwe, object) : jwe;
}

function readJwe(raw: string, object: JsonObject): Jwe | DecodeFailure {
  const protectedPart = readProtected(raw, object, ['protected']);
  if (protectedPart instanceof DecodeFailure) return protectedPart;
  const shared = readUnprotected(raw, object, ['unprotected']);
  if (shared instanceof DecodeFailure) return shared;
  const recipients = readRecipients(raw, object, protectedPart, shared);
  if (recipients instanceof DecodeFailure) return recipients;
  const iv = readBytes(raw, object, ['iv'], 'iv');
  if (iv instanceof DecodeFailure) return iv;
  const ciphertext = readBytes(raw, object, ['ciphertext'], 'ciphertext');
  if (ciphertext instanceof DecodeFailure) return ciphertext;
  const tag = readBytes(raw, object, ['tag'], 'tag');
  if (tag instanceof DecodeFailure) return tag;
  const aad = readBytes(raw, object, ['aad'], 'token');
  if (aad instanceof DecodeFailure) return aad;
  const [first] = recipients;
  return {
    kind: 'jwe',
    raw,
    serialization: Object.hasOwn(object, 'recipients') ? 'general' : 'flattened',
    header: first.header,
    protectedText: protectedPart.text,
    ...(shared.header !== undefined && { unprotectedHeader: shared.header }),
    ...(typeof object.aad === 'string' && { aadText: object.aad }),
    encryptedKey: first.encryptedKey,
    iv,
    ciphertext,
    tag,
    recipients,
  };
}

function readRecipients(
  raw: string,
  object: JsonObject,
  protectedPart: Protected,
  shared: UnprotectedHeader,
): readonly [JweRecipient, ...JweRecipient[]] | DecodeFailure {
  const { recipients } = object;
  if (!Object.hasOwn(object, 'recipients')) {
    const only = readRecipient(raw, object, [], protectedPart, shared);
    return only instanceof DecodeFailure ? only : [only];
  }
  // RFC 7516 §7.2.2: the flattened and the general form exclude each other.
  const flattened = ['header', 'encrypted_key'].find((name) => Object.hasOwn(object, name));
  if (flattened !== undefined) {
    return createJsonFailure(raw, [flattened], 'json_problem_both_forms', flattened, 'recipients');
  }
  if (!Array.isArray(recipients) || recipients.length === 0) {
    return createJsonFailure(raw, ['recipients'], 'json_problem_list_empty', 'recipients');
  }
  if (recipients.length > maxSignatures) {
    return createJsonFailure(
      raw,
      ['recipients', maxSignatures],
      'json_problem_too_many',
      'recipients',
      recipients.length,
      maxSignatures,
    );
  }
  const read: JweRecipient[] = [];
  for (const [index, recipient] of recipients.entries()) {
    const path = ['recipients', index];
    if (!isJsonObject(recipient))
      return createJsonFailure(raw, path, 'json_problem_entry_not_object', 'recipients');
    const found = readRecipient(raw, recipient, path, protectedPart, shared);
    if (found instanceof DecodeFailure) return found;
    // RFC 7516 §7.2.1: one ciphertext has one `enc`.
    if (read[0] !== undefined && read[0].header.enc !== found.header.enc) {
      return createJsonFailure(raw, path, 'json_problem_enc_differs');
    }
    read.push(found);
  }
  return read as [JweRecipient, ...JweRecipient[]];
}

function readRecipient(
  raw: string,
  object: JsonObject,
  path: JsonPath,
  protectedPart: Protected,
  shared: UnprotectedHeader,
): JweRecipient | DecodeFailure {
  const own = readUnprotected(raw, object, [...path, 'header']);
  if (own instanceof DecodeFailure) return own;
  const merged = mergeHeaders(raw, protectedPart, [shared, own]);
  if (merged instanceof DecodeFailure) return merged;
  const { header } = merged;
  if (typeof header.enc !== 'string' || header.enc === '') {
    return createJsonFailure(raw, path, 'json_problem_enc_missing');
  }
  const encryptedKey = readBytes(raw, object, [...path, 'encrypted_key'], 'encrypted key');
  if (encryptedKey instanceof DecodeFailure) return encryptedKey;
  return { header, ...(own.header !== undefined && { ownHeader: own.header }), encryptedKey };
}
