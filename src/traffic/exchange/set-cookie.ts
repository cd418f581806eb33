import type { HeaderField } from './exchange';
import { splitPair } from './form-fields';
import { maxCookieAttributes, maxSetCookies } from './limits';

/** One line of a `Set-Cookie` header (RFC 6265 §4.1.1). */
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  /** The text after the first semicolon; see {@link parseCookieAttributes}. */
  readonly attributesText: string;
}

/** Parses one line. Text without `=` is a value without a name (RFC 6265bis §5.6). */
export function parseSetCookie(line: string): SetCookie {
  const end = line.indexOf(';');
  const { name, value } = splitPair(end === -1 ? line : line.slice(0, end));
  return { name: name.trim(), value: value.trim(), attributesText: end === -1 ? '' : line.slice(end + 1) };
}

/**
 * The cookies that a response sets, up to {@link maxSetCookies}. Browsers' logs concatenate several `Set-Cookie`
 * headers with line breaks.
 */
export function listSetCookies(headers: readonly HeaderField[]): readonly SetCookie[] {
  return headers
    .filter(({ name }) => name.toLowerCase() === 'set-cookie')
    .flatMap(({ value }) => value.split('\n', maxSetCookies))
    .slice(0, maxSetCookies)
    .map(parseSetCookie);
}

/** The attributes by lowercase name. If a name occurs twice, the last one counts (RFC 6265 §5.2). */
export function parseCookieAttributes({ attributesText }: SetCookie): ReadonlyMap<string, string> {
  return new Map(
    attributesText.split(';', maxCookieAttributes).map((attribute) => {
      const at = attribute.indexOf('=');
      const name = at === -1 ? attribute : attribute.slice(0, at);
      return [name.trim().toLowerCase(), at === -1 ? '' : attribute.slice(at + 1).trim()];
    }),
  );
}
