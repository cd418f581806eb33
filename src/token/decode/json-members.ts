import { isJsonObject } from '../json/read-json';
import { findAlgFailure, readProtectedHeader } from './header';
import { findCharacter, findMember, type JsonPath } from '../json/find-member';
import { DecodeFailure } from './malformed';
import type { JsonObject, Segment } from '../token';
import { readSegment } from './segment';
import type { Param, ParamCode } from '../param';

/** The headers of one signature or recipient: RFC 7515 §7.2.1, RFC 7516 §7.2.1. */
export interface SerializedHeaders {
  /** The JOSE header: the members of all headers. */
  readonly header: JsonObject;
  readonly protectedHeader: JsonObject;
  readonly protectedText: string;
}

/** An unprotected header and its path. */
export interface UnprotectedHeader {
  readonly header: JsonObject | undefined;
  readonly path: JsonPath;
}

/** Why a JSON text isn't a token. */
export function createJsonFailure(
  raw: string,
  path: JsonPath,
  code: Extract<ParamCode, `json_problem_${string}`>,
  ...params: readonly Param[]
): DecodeFailure {
  const offset = findMember(raw, path)?.value.start ?? findMember(raw, path.slice(0, -1))?.value.start ?? 0;
  return new DecodeFailure('json_serialization', 'token', offset, [{ code, params }, offset + 1]);
}

/** The text of a member, '' if it's missing. */
export function readText(raw: string, object: JsonObject, path: JsonPath): string | DecodeFailure {
  const name = String(path.at(-1));
  const text = Object.hasOwn(object, name) ? object[name] : '';
  return typeof text === 'string' ? text : createJsonFailure(raw, path, 'json_problem_not_string', name);
}

/** The header in a member, undefined if it's missing. */
export function readUnprotected(
  raw: string,
  object: JsonObject,
  path: JsonPath,
): UnprotectedHeader | DecodeFailure {
  const name = String(path.at(-1));
  if (!Object.hasOwn(object, name)) return { header: undefined, path };
  const header = object[name];
  return isJsonObject(header)
    ? { header, path }
    : createJsonFailure(raw, path, 'json_problem_not_object', name);
}

/** The bytes of a base64url member, empty if it's missing. */
export function readBytes(
  raw: string,
  object: JsonObject,
  path: JsonPath,
  segment: Segment,
): Uint8Array | DecodeFailure {
  const text = readText(raw, object, path);
  if (text instanceof DecodeFailure) return text;
  return locateFailure(raw, path, (start) => readSegment(text, segment, start));
}

/** What `read` returns for the text of a member, with the offset of a failure converted to one in `raw`. */
export function locateFailure<T>(
  raw: string,
  path: JsonPath,
  read: (start: number) => T | DecodeFailure,
): T | DecodeFailure {
  const found = read(0);
  const literal = found instanceof DecodeFailure ? findMember(raw, path)?.value : undefined;
  if (!(found instanceof DecodeFailure) || literal === undefined) return found;
  return read(findCharacter(raw, literal.start, found.offset) - found.offset);
}

/** The text and the members of a protected header, empty if it's missing. */
export function readProtected(
  raw: string,
  object: JsonObject,
  path: JsonPath,
): { readonly text: string; readonly header: JsonObject } | DecodeFailure {
  const text = readText(raw, object, path);
  if (text instanceof DecodeFailure) return text;
  if (!Object.hasOwn(object, 'protected')) return { text, header: {} };
  // RFC 7515 §7.2.1, RFC 7516 §7.2.1: the member must be absent if it would be empty.
  if (text === '') return createJsonFailure(raw, path, 'json_problem_protected_empty');
  const header = locateFailure(raw, path, (start) => readProtectedHeader(text, start));
  return header instanceof DecodeFailure ? header : { text, header };
}

/** Merges headers into the JOSE header. A name must not appear in two of them (RFC 7515 §4, RFC 7516 §4). */
export function mergeHeaders(
  raw: string,
  { text, header: protectedHeader }: { readonly text: string; readonly header: JsonObject },
  others: readonly UnprotectedHeader[],
): SerializedHeaders | DecodeFailure {
  let header = protectedHeader;
  for (const { header: other, path } of others) {
    if (other === undefined) continue;
    const duplicate = Object.keys(other).find((name) => Object.hasOwn(header, name));
    if (duplicate !== undefined) {
      return createJsonFailure(raw, [...path, duplicate], 'json_problem_duplicate_parameter', duplicate);
    }
    header = { ...header, ...other };
  }
  if (findAlgFailure(header, 0) === undefined) return { header, protectedHeader, protectedText: text };
  const offset = findMember(raw, others.at(-1)?.path.slice(0, -1) ?? [])?.value.start ?? 0;
  return findAlgFailure(header, offset) as DecodeFailure;
}
