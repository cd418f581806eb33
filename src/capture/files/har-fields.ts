import type { HeaderField } from '../../traffic';
import { guarded, membersOf } from '../protocol/guard';
import type { HarCookie } from './har-cookies';
import { looseText } from './har-values';
import { maxListFields } from './limits';

/**
 * Reads names and values as defined by HAR and in the formats of other tools: an object with names as keys, `key` instead
 * of `name`, pairs, lines such as `Name: value`, several values in an array. Skips fields without a name.
 */
export function readFields(value: unknown): readonly HeaderField[] {
  const listed = Array.isArray(value) ? value.slice(0, maxListFields).flatMap(readItem) : readObject(value);
  return listed.filter(({ name }) => name !== '');
}

function readItem(item: unknown): readonly HeaderField[] {
  if (typeof item === 'string') return readLine(item);
  if (Array.isArray(item)) return valuesOf(looseText(item[0]), item[1]);
  const { name, key, value, disabled } = membersOf<Record<string, unknown>>(item);
  // Postman and Insomnia keep fields that the user disabled.
  if (disabled === true) return [];
  return typeof (name ?? key) === 'string' ? valuesOf(name ?? key, value) : [];
}

function readObject(value: unknown): readonly HeaderField[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries = guarded(() => Object.entries(value)) ?? [];
  return entries.slice(0, maxListFields).flatMap(([name, written]) => {
    const inner = membersOf<{ value: unknown }>(written).value;
    return valuesOf(name, inner ?? written);
  });
}

function readLine(line: string): readonly HeaderField[] {
  const colon = line.indexOf(':', 1);
  return colon === -1 ? [] : valuesOf(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
}

function valuesOf(name: unknown, value: unknown): readonly HeaderField[] {
  const list: readonly unknown[] = Array.isArray(value) ? value.slice(0, maxListFields) : [value];
  return list.flatMap((each) =>
    typeof name === 'string' && each !== undefined && each !== null ? [{ name, value: looseText(each) }] : [],
  );
}

/** Adds cookies from the entry's list that no header contains. Insomnia and others write only the list. */
export function addCookies(
  headers: readonly HeaderField[],
  name: 'Cookie' | 'Set-Cookie',
  cookies: unknown,
): readonly HeaderField[] {
  const listed = readFields(cookies);
  if (listed.length === 0) return headers;
  const isSet = name === 'Set-Cookie';
  const written = headers.filter((header) => header.name.toLowerCase() === name.toLowerCase());
  const known = new Set(
    written
      .flatMap(({ value }) => value.split(isSet ? '\n' : ';'))
      .map((pair) => pair.split('=', 1)[0]?.trim() ?? ''),
  );
  const missing = listed.filter((cookie) => !known.has(cookie.name));
  if (missing.length === 0) return headers;
  const pairs = missing.map(
    (cookie) => `${cookie.name}=${cookie.value.replaceAll(/[;\r\n]/g, encodeURIComponent)}`,
  );
  if (!isSet) return [...headers, { name, value: pairs.join('; ') }];
  const attributes = readAttributes(cookies);
  return [
    ...headers,
    ...missing.map((cookie, index) => ({
      name,
      value: `${pairs[index] ?? ''}${attributes.get(cookie.name) ?? ''}`,
    })),
  ];
}

/** The attributes that HAR has for each cookie of a response, as in a `Set-Cookie` header (RFC 6265 §4.1.1), by name. */
function readAttributes(cookies: unknown): ReadonlyMap<string, string> {
  const items: readonly unknown[] = Array.isArray(cookies) ? cookies.slice(0, maxListFields) : [];
  return new Map(
    items.map((item) => {
      const { name, path, domain, expires, httpOnly, secure, sameSite } = membersOf<HarCookie>(item);
      const expiresMs = typeof expires === 'string' ? Date.parse(expires) : NaN;
      const written = [
        writeAttribute('Path', path),
        writeAttribute('Domain', domain),
        Number.isNaN(expiresMs) ? '' : `; Expires=${new Date(expiresMs).toUTCString()}`,
        httpOnly === true ? '; HttpOnly' : '',
        secure === true ? '; Secure' : '',
        writeAttribute('SameSite', sameSite),
      ];
      return [typeof name === 'string' ? name : '', written.join('')];
    }),
  );
}

function writeAttribute(name: string, value: unknown): string {
  return typeof value === 'string' && /^[^;\r\n]{1,1000}$/.test(value) ? `; ${name}=${value}` : '';
}

/** Adds the fields of `queryString` that the URL lacks. */
export function addQuery(url: string, queryString: unknown): string {
  const listed = readFields(queryString);
  if (listed.length === 0) return url;
  const [beforeFragment = ''] = url.split('#', 1);
  const at = beforeFragment.indexOf('?');
  const query = at === -1 ? '' : beforeFragment.slice(at + 1);
  const known = new Set([...new URLSearchParams(query)].map(([name]) => name));
  const missing = listed.filter(({ name }) => !known.has(name) && !known.has(decodeField(name)));
  if (missing.length === 0) return url;
  const added = new URLSearchParams(missing.map(({ name, value }) => [name, value])).toString();
  const separator = at === -1 ? '?' : query === '' || query.endsWith('&') ? '' : '&';
  return `${beforeFragment}${separator}${added}${url.slice(beforeFragment.length)}`;
}

function decodeField(text: string): string {
  return guarded(() => decodeURIComponent(text.replaceAll('+', ' '))) ?? text;
}

/** The value of the first header line with this name, which must be in lower case; '' if there is none. */
export function headerOf(headers: readonly HeaderField[], lowerCaseName: string): string {
  return headers.find(({ name }) => name.toLowerCase() === lowerCaseName)?.value ?? '';
}
