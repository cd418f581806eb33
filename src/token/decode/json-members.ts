import { isJsonObject } from '../json/read-json';
import { findAlgFault, readProtectedHeader } from './header';
import { findCharacter, findMember, type JsonPath } from '../json/find-member';
import { TokenFault } from './malformed';
import type { JsonObject, Segment } from '../token';
import { readSegment } from './segment';

/** The headers of one signature or recipient: RFC 7515 §7.2.1, RFC 7516 §7.2.1. */
export interface SerializedHeaders {
  /** All members together: the JOSE header. */
  readonly header: JsonObject;
  readonly protectedHeader: JsonObject;
  readonly protectedText: string;
}

/** A header that nothing protects, and where it stands. */
export interface UnprotectedHeader {
  readonly header: JsonObject | undefined;
  readonly path: JsonPath;
}

/** What keeps a JSON text from being a token. The clause ends the sentence, which has the place behind it. */
export function createJsonFault(raw: string, path: JsonPath, clause: string): TokenFault {
  const offset = findMember(raw, path)?.value.start ?? findMember(raw, path.slice(0, -1))?.value.start ?? 0;
  return new TokenFault('json_serialization', 'token', offset, [clause, String(offset + 1)]);
}

/** The text of a member, '' where it is left out. */
export function readText(raw: string, object: JsonObject, path: JsonPath): string | TokenFault {
  const name = String(path.at(-1));
  const text = Object.hasOwn(object, name) ? object[name] : '';
  return typeof text === 'string' ? text : createJsonFault(raw, path, `"${name}" is no text`);
}

/** The header in a member, undefined where it is left out. */
export function readUnprotected(
  raw: string,
  object: JsonObject,
  path: JsonPath,
): UnprotectedHeader | TokenFault {
  const name = String(path.at(-1));
  if (!Object.hasOwn(object, name)) return { header: undefined, path };
  const header = object[name];
  return isJsonObject(header) ? { header, path } : createJsonFault(raw, path, `"${name}" is no object`);
}

/** The bytes of a member in base64url, none where it is left out. */
export function readBytes(
  raw: string,
  object: JsonObject,
  path: JsonPath,
  segment: Segment,
): Uint8Array | TokenFault {
  const text = readText(raw, object, path);
  if (text instanceof TokenFault) return text;
  return placeFault(raw, path, (start) => readSegment(text, segment, start));
}

/** What is read of the text of a member, with the place of a fault as it stands in `raw`. */
export function placeFault<T>(
  raw: string,
  path: JsonPath,
  read: (start: number) => T | TokenFault,
): T | TokenFault {
  const found = read(0);
  const literal = found instanceof TokenFault ? findMember(raw, path)?.value : undefined;
  if (!(found instanceof TokenFault) || literal === undefined) return found;
  return read(findCharacter(raw, literal.start, found.offset) - found.offset);
}

/** The protected header in a member: its text and its members, none where it is left out. */
export function readProtected(
  raw: string,
  object: JsonObject,
  path: JsonPath,
): { readonly text: string; readonly header: JsonObject } | TokenFault {
  const text = readText(raw, object, path);
  if (text instanceof TokenFault) return text;
  if (!Object.hasOwn(object, 'protected')) return { text, header: {} };
  // RFC 7515 §7.2.1, RFC 7516 §7.2.1: an empty one is left out.
  if (text === '') return createJsonFault(raw, path, '"protected" is empty, and is then left out');
  const header = placeFault(raw, path, (start) => readProtectedHeader(text, start));
  return header instanceof TokenFault ? header : { text, header };
}

/** The JOSE header that several headers make together. No name may stand in two of them (RFC 7515 §4, RFC 7516 §4). */
export function joinHeaders(
  raw: string,
  { text, header: protectedHeader }: { readonly text: string; readonly header: JsonObject },
  others: readonly UnprotectedHeader[],
): SerializedHeaders | TokenFault {
  let header = protectedHeader;
  for (const { header: other, path } of others) {
    if (other === undefined) continue;
    const twice = Object.keys(other).find((name) => Object.hasOwn(header, name));
    if (twice !== undefined) {
      return createJsonFault(raw, [...path, twice], `a header parameter stands in two of its headers`);
    }
    header = { ...header, ...other };
  }
  if (findAlgFault(header, 0) === undefined) return { header, protectedHeader, protectedText: text };
  const place = findMember(raw, others.at(-1)?.path.slice(0, -1) ?? [])?.value.start ?? 0;
  return findAlgFault(header, place) as TokenFault;
}
