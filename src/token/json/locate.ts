import { decodeBase64url } from '../decode/base64url';
import type { Jwe, Jws, Token } from '../token';
import { readPayloadText } from '../decode/payload';
import { decodeUtf8 } from '../decode/utf8';
import type { ExactNode } from './exact';
import { findCharacter, findMember, type JsonPath, type MemberLocation, type Span } from './find-member';

/** A part of a token that contains JSON. */
export type JsonPart = 'header' | 'claims';

/** The JSON text of a part, and a mapping from its positions to those in the token. */
interface EncodedPart {
  readonly json: string;
  readonly toRaw: (span: Span) => Span;
  /** The same for a position that is known in bytes too. Takes the same time wherever it is. */
  readonly locateNode: (node: ExactNode) => Span;
}

/**
 * Returns the JSON text of the first protected header, or of the payload, as it was signed. Undefined for a malformed
 * token, for bytes that aren't text and for an omitted header.
 */
export function findJsonText(token: Token, part: JsonPart): string | undefined {
  const jws = token.kind === 'sd-jwt' ? token.jws : token;
  if (part === 'claims' && jws.kind === 'jws' && jws.payloadForm !== undefined) return readPayloadText(jws);
  return findEncodedPart(token, part)?.json;
}

/**
 * Finds the position of a member of the header or the claims in the encoded text of a token (`receivedText`), to
 * highlight it there. Returns the last of duplicates, and undefined if there is no such member. A base64url character has
 * six bits, so that the first and the last one may also contain bits of a neighbor.
 */
export function locate(token: Token, part: JsonPart, path: JsonPath): MemberLocation | undefined {
  const encoded = findEncodedPart(token, part);
  const location = encoded === undefined ? undefined : findSafely(encoded.json, path);
  if (encoded !== undefined && location !== undefined) {
    return {
      ...(location.name !== undefined && { name: encoded.toRaw(location.name) }),
      value: encoded.toRaw(location.value),
    };
  }
  return part === 'header' ? findUnprotected(token, path) : undefined;
}

/**
 * Returns a function that finds the position of a name or value of a part's exact JSON (`readExactJson`) in the encoded
 * text of a token (`receivedText`), as `locate` does, but also that of a duplicate. Undefined if the part isn't encoded
 * JSON.
 */
export function createLocator(token: Token, part: JsonPart): ((node: ExactNode) => Span) | undefined {
  return findEncodedPart(token, part)?.locateNode;
}

function findEncodedPart(token: Token, part: JsonPart): EncodedPart | undefined {
  if (token.kind === 'malformed') return undefined;
  const inner = token.kind === 'sd-jwt' ? token.jws : token;
  if (part === 'header') return createPart(inner, findProtectedText(inner), 0, findFirst(inner, 'protected'));
  // The characters of compressed JSON, or in another encoding, don't correspond to those of the token.
  if (inner.kind === 'jwe' || inner.payloadForm !== undefined) return undefined;
  const start = (inner.signatures[0]?.receivedProtectedText ?? findProtectedText(inner)).length + 1;
  return createPart(inner, inner.payloadText, start, ['payload'], inner.payload);
}

function findProtectedText(token: Jws | Jwe): string {
  return token.kind === 'jwe' ? token.protectedText : (token.signatures[0]?.protectedText ?? '');
}

/** The path of a member of the first signature or recipient. The protected header of a JWE isn't in its recipients. */
function findFirst({ kind, serialization }: Jws | Jwe, name: string): JsonPath {
  const list = kind === 'jwe' ? 'recipients' : 'signatures';
  const isOutside = serialization !== 'general' || (kind === 'jwe' && name !== 'header');
  return isOutside ? [name] : [list, 0, name];
}

/** `start` is where the part begins in compact serialization, and `path` where it is in JSON serialization. */
function createPart(
  { raw, serialization }: Jws | Jwe,
  text: string,
  start: number,
  path: JsonPath,
  content?: Uint8Array,
): EncodedPart | undefined {
  if (text === '') return undefined;
  const bytes = content ?? decodeBase64url(text);
  const json = decodeUtf8(bytes);
  if (json === undefined) return undefined;
  // An unencoded payload (RFC 7797) is its own text. base64url never is.
  const isUnencoded = json === text;
  const literal = serialization === 'compact' ? undefined : findMember(raw, path)?.value;
  const inRaw = (index: number) =>
    literal === undefined ? start + index : findCharacter(raw, literal.start, index);
  const toRaw = (span: Span) => {
    if (isUnencoded) return { start: inRaw(span.start), end: inRaw(span.end) };
    const encoder = new TextEncoder();
    const startByte = encoder.encode(json.slice(0, span.start)).length;
    const endByte = startByte + encoder.encode(json.slice(span.start, span.end)).length;
    return { start: inRaw(Math.floor((startByte * 4) / 3)), end: inRaw(Math.ceil((endByte * 4) / 3)) };
  };
  let positions: Uint32Array | undefined;
  const nodeInRaw = (index: number) => {
    if (literal === undefined) return start + index;
    positions ??= mapCharacters(raw, literal, text.length);
    return positions[Math.min(index, text.length)] ?? 0;
  };
  const locateNode = ({ at, bytes }: ExactNode) =>
    isUnencoded
      ? { start: nodeInRaw(at.start), end: nodeInRaw(at.end) }
      : {
          start: nodeInRaw(Math.floor((bytes.start * 4) / 3)),
          end: nodeInRaw(Math.ceil((bytes.end * 4) / 3)),
        };
  return { json, toRaw, locateNode };
}

/** The position in JSON of each character of a decoded string, and of its end. */
function mapCharacters(json: string, literal: Span, length: number): Uint32Array {
  const positions = new Uint32Array(length + 1);
  let at = literal.start + 1;
  for (let index = 0; index <= length; index += 1) {
    positions[index] = at;
    at = findCharacter(json, at - 1, 1);
  }
  return positions;
}

/** The members of an unprotected header aren't encoded in the JSON serialization. */
function findUnprotected(token: Token, path: JsonPath): MemberLocation | undefined {
  if (token.kind === 'malformed' || token.serialization === 'compact') return undefined;
  const inner = token.kind === 'sd-jwt' ? token.jws : token;
  return (
    findMember(token.raw, [...findFirst(inner, 'header'), ...path]) ??
    findMember(token.raw, ['unprotected', ...path])
  );
}

/** `findMember` needs valid JSON, and a payload may be anything. */
function findSafely(json: string, path: JsonPath): MemberLocation | undefined {
  try {
    JSON.parse(json);
  } catch {
    return undefined;
  }
  return findMember(json, path);
}
