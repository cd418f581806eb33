import { decodeBase64url } from '../decode/base64url';
import type { Jwe, Jws, Token } from '../token';
import { decodeUtf8 } from '../decode/utf8';
import { findCharacter, findMember, type JsonPath, type MemberLocation, type Span } from './find-member';

/** A part of a token that holds JSON. */
export type JsonPart = 'header' | 'claims';

/** The JSON text of a part, and how a span of it lies in the token's own text. */
interface EncodedPart {
  readonly json: string;
  readonly toRaw: (span: Span) => Span;
}

/**
 * The JSON text of the first protected header, or of the payload, as it was signed. Undefined for a malformed token,
 * for what is not UTF-8 and for a header that is left out.
 */
export function findJsonText(token: Token, part: JsonPart): string | undefined {
  return findEncodedPart(token, part)?.json;
}

/**
 * Where a member of the header or the claims stands in the encoded text of a token, the last one of duplicates: for
 * showing it there. In base64url a character holds six bits, so that the first and the last one may hold bits of a
 * neighbour too. The place is one of `receivedText`. `path` leads through member names and indices. Undefined where there is no such member.
 */
export function locate(token: Token, part: JsonPart, path: JsonPath): MemberLocation | undefined {
  const encoded = findEncodedPart(token, part);
  const place = encoded === undefined ? undefined : findSafely(encoded.json, path);
  if (encoded !== undefined && place !== undefined) {
    return {
      ...(place.name !== undefined && { name: encoded.toRaw(place.name) }),
      value: encoded.toRaw(place.value),
    };
  }
  return part === 'header' ? findUnprotected(token, path) : undefined;
}

function findEncodedPart(token: Token, part: JsonPart): EncodedPart | undefined {
  if (token.kind === 'malformed') return undefined;
  const inner = token.kind === 'sd-jwt' ? token.jws : token;
  if (part === 'header') return createPart(inner, findProtectedText(inner), 0, findFirst(inner, 'protected'));
  if (inner.kind === 'jwe') return undefined;
  const start = (inner.signatures[0]?.receivedProtectedText ?? findProtectedText(inner)).length + 1;
  return createPart(inner, inner.payloadText, start, ['payload'], inner.payload);
}

function findProtectedText(token: Jws | Jwe): string {
  return token.kind === 'jwe' ? token.protectedText : (token.signatures[0]?.protectedText ?? '');
}

/** The member of the first signature; a JWE has its protected header outside of its recipients. */
function findFirst({ kind, serialization }: Jws | Jwe, name: string): JsonPath {
  const list = kind === 'jwe' ? 'recipients' : 'signatures';
  const isOutside = serialization !== 'general' || (kind === 'jwe' && name !== 'header');
  return isOutside ? [name] : [list, 0, name];
}

/** `start` is where the part begins in compact serialization, `path` where it stands in JSON. */
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
  // As many bytes as characters: the text itself, unencoded (RFC 7797). base64url is always longer.
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
  return { json, toRaw };
}

/** A member of a header that nothing protects stands in the JSON serialization as it is. */
function findUnprotected(token: Token, path: JsonPath): MemberLocation | undefined {
  if (token.kind === 'malformed' || token.serialization === 'compact') return undefined;
  const inner = token.kind === 'sd-jwt' ? token.jws : token;
  return (
    findMember(token.raw, [...findFirst(inner, 'header'), ...path]) ??
    findMember(token.raw, ['unprotected', ...path])
  );
}

/** A payload may be no JSON at all, which `findMember` must not be given. */
function findSafely(json: string, path: JsonPath): MemberLocation | undefined {
  try {
    JSON.parse(json);
  } catch {
    return undefined;
  }
  return findMember(json, path);
}
