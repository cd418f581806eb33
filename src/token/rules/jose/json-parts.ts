import { decodeLeniently } from '../../decode/base64url';
import { inflatePayload } from '../../decode/payload';
import { findJsonError } from '../../json/json-scanner';
import type { ExactJson, ExactNumber, ExactValue } from '../../json/exact';
import { parseExactJson } from '../../json/parse-exact';
import type { Token } from '../../token';
import { decodeUtf8 } from '../../decode/utf8';
import type { Subject } from '../rule';
import { maxJsonParts } from '../limits';

/** One JSON text of a token, as it was signed. */
export interface JsonPart {
  readonly name: 'token' | 'header' | 'payload' | 'disclosure';
  readonly bytes: Uint8Array;
  /** Undefined if the bytes aren't UTF-8. */
  readonly text: string | undefined;
  /** Undefined if the text isn't JSON. */
  readonly exact: ExactJson | undefined;
}

/** Multiple rules read the same texts of one subject, so they are parsed only once. */
const cache = new WeakMap<Subject, readonly JsonPart[]>();

/** Every text of a token that should be JSON, even if it isn't. */
export function listJsonParts(subject: Subject): readonly JsonPart[] {
  const cached = cache.get(subject);
  if (cached !== undefined) return cached;
  const parts = listSources(subject)
    .slice(0, maxJsonParts)
    .map(([name, bytes]) => createPart(name, bytes));
  cache.set(subject, parts);
  return parts;
}

/** Zero-based index of the first character after a complete JSON object or array; undefined if nothing follows it. */
export function findTrailing(text: string): number | undefined {
  const end = findJsonError(text, Infinity);
  const value = text.slice(0, end).trimEnd();
  if (end === text.length || !/[\]}]$/.test(value)) return undefined;
  try {
    JSON.parse(value);
    return end;
  } catch {
    return undefined;
  }
}

/** Every number of a JSON text, outermost first. */
export function* walkNumbers({ value }: ExactJson): Generator<ExactNumber> {
  const waiting: ExactValue[] = [value];
  for (let next = 0; next < waiting.length; next += 1) {
    const node = waiting[next];
    if (node?.kind === 'number') yield node;
    else if (node?.kind === 'object') for (const member of node.members) waiting.push(member.value);
    else if (node?.kind === 'array') for (const item of node.items) waiting.push(item);
  }
}

type Source = readonly [JsonPart['name'], Uint8Array];

function listSources({ token, context }: Subject): readonly Source[] {
  const serialized: readonly Source[] = token.raw.trimStart().startsWith('{')
    ? [['token', new TextEncoder().encode(token.raw)]]
    : [];
  switch (token.kind) {
    case 'jws':
      return [...serialized, ...listHeaders(token.signatures), ['payload', inflatePayload(token)]];
    case 'sd-jwt':
      return [
        ...serialized,
        ...listHeaders(token.jws.signatures),
        ['payload', inflatePayload(token)],
        ...token.disclosures.map(({ text }): Source => ['disclosure', decodeLeniently(text)]),
      ];
    case 'jwe': {
      const { decryption } = context;
      // A nested token is checked when it's opened itself.
      const plaintext = decryption?.token === undefined ? decryption?.plaintext : undefined;
      return [
        ...serialized,
        ...listHeaders([token]),
        ...(plaintext instanceof Uint8Array ? [['payload', plaintext] as const] : []),
      ];
    }
    case 'malformed':
      return listReadable(token);
  }
}

function listHeaders(holders: readonly { readonly protectedText: string }[]): readonly Source[] {
  return holders.map(({ protectedText }): Source => ['header', decodeLeniently(protectedText)]);
}

/** The apparent header and claims of text that isn't a token. */
function listReadable(token: Extract<Token, { kind: 'malformed' }>): readonly Source[] {
  const isAboutHeader = token.reason.startsWith('header_') && token.offset >= 0;
  if (!isAboutHeader && token.header === undefined) return [];
  const [header = ''] = token.raw.split('.', 1);
  return [
    ['header', decodeLeniently(header)],
    ...(token.payload === undefined ? [] : [['payload', token.payload] as const]),
  ];
}

function createPart(name: JsonPart['name'], bytes: Uint8Array): JsonPart {
  const text = decodeUtf8(bytes);
  let exact: { readonly found: ExactJson | undefined } | undefined;
  return {
    name,
    bytes,
    text,
    // Most rules read only the text.
    get exact() {
      exact ??= { found: readExact(text) };
      return exact.found;
    },
  };
}

function readExact(text: string | undefined): ExactJson | undefined {
  const reading = text === undefined ? undefined : parseExactJson(text);
  return reading === undefined || 'problem' in reading ? undefined : reading;
}
