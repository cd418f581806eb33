import { decode, type JsonObject, type Token } from '../../token';
import { type HeaderField, headerOf } from '../exchange/exchange';
import { findFormFields } from '../exchange/form-fields';
import { parseFragment, parseUrlParts, targetOf } from '../exchange/url-parts';
import { maxQuotedLength, maxReadLength } from './limits';

/** The parameters of a request or response by name. The first value of each counts. */
export type Parameters = ReadonlyMap<string, string>;

/** A step without parameters. */
export const noParameters: Parameters = new Map();

/** The fields of a form or query; none if it's too long. */
export function readForm(text: string): Parameters {
  if (text === '' || text.length > maxReadLength) return noParameters;
  // In reverse, so that the first value of each name counts.
  return new Map(
    findFormFields(text)
      .fields.toReversed()
      .map(({ name, value }) => [name, value] as const),
  );
}

/** The parameters in the query and, as the implicit flow's responses have them, in the fragment. */
export function readUrl(url: string): Parameters {
  if (url.length > maxReadLength) return noParameters;
  const { query, fragment } = parseUrlParts(url);
  if (fragment === '') return readForm(query);
  return new Map([...readForm(parseFragment(fragment).fields), ...readForm(query)]);
}

/** A JSON object; empty for any other text. */
export function readJson(text: string | undefined): JsonObject {
  if (text === undefined || text.length > maxReadLength || !text.trimStart().startsWith('{')) return {};
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return {};
  }
}

/** The own member with this name if it's a text that isn't empty. Ignores inherited members. */
export function textOf(members: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(members, name) ? members[name] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The content of a JWT as far as it can be read. */
export interface JwtContent {
  readonly token: Token;
  readonly header: JsonObject;
  /** Undefined if they are encrypted. */
  readonly claims: JsonObject | undefined;
}

/** Undefined for text that isn't a JWT. */
export function readJwt(text: string | undefined): JwtContent | undefined {
  if (text === undefined || !text.startsWith('ey')) return undefined;
  const token = decode(text);
  if (token.kind === 'malformed' || token.header === undefined) return undefined;
  return { token, header: token.header, claims: token.kind === 'jwe' ? undefined : (token.claims ?? {}) };
}

/** The claims of a request or response object that are parameters (RFC 9101 §4, JARM §2.1). */
export function readClaimParameters(claims: JsonObject): Parameters {
  return new Map(
    Object.entries(claims).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** The first header line with this name, which must be in lower case. Undefined if it's longer than the limit. */
export function findHeader(headers: readonly HeaderField[], name: string): string | undefined {
  const value = headerOf(headers, name);
  return value === undefined || value.length > maxReadLength ? undefined : value;
}

/** A URL without query and fragment, in the form in which browsers report it. */
export function normalizeTarget(url: string): string {
  const target = targetOf(url);
  if (!URL.canParse(target)) return target;
  const { origin, pathname } = new URL(target);
  return origin === 'null' ? target : origin + pathname;
}

/** The beginning of a value: enough to recognize it, not enough to use it. */
export function quote(text: string): string {
  return text.length > maxQuotedLength ? `${text.slice(0, maxQuotedLength)}…` : text;
}
