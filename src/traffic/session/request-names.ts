import type { HttpExchange } from '../exchange/exchange';
import { maxNameLength } from '../exchange/limits';
import { listSetCookies } from '../exchange/set-cookie';
import { maxNameLists, maxNamesInList, maxSearchedCookies } from './limits';

/** A list of names with the number by which requests refer to it. */
export type NumberedNames = readonly [number: number, names: readonly string[]];

/**
 * The names of headers and cookies that requests and their responses have. Requests with the same names share one list,
 * since nearly all requests of an app have one of a few.
 */
export class RequestNames {
  readonly #numbers = new Map<string, number>();
  readonly #lists: NumberedNames[] = [];

  get count(): number {
    return this.#lists.length;
  }

  /** The number of the list with these names; undefined if there are too many lists. */
  numberOf(exchange: HttpExchange): number | undefined {
    const names = [...listNames(exchange)];
    const key = names.join('\n');
    const known = this.#numbers.get(key);
    if (known !== undefined || this.#lists.length >= maxNameLists) return known;
    const number = this.#lists.length;
    this.#numbers.set(key, number);
    this.#lists.push([number, names]);
    return number;
  }

  /** The lists that were added after the first `count` ones. */
  since(count: number): readonly NumberedNames[] {
    return this.#lists.slice(count);
  }
}

/** In lowercase, each once, in the order of their first occurrence; limited in number and length. */
function listNames({ requestHeaders, responseHeaders }: HttpExchange): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (name: string) => {
    if (name !== '' && names.size < maxNamesInList) names.add(name.slice(0, maxNameLength).toLowerCase());
  };
  for (const { name, value } of requestHeaders) {
    add(name);
    if (/^cookie$/i.test(name)) for (const cookie of listCookieNames(value)) add(cookie);
  }
  for (const { name } of responseHeaders) add(name);
  for (const { name } of listSetCookies(responseHeaders)) add(name);
  return names;
}

function listCookieNames(header: string): readonly string[] {
  const cookies = header.slice(0, maxSearchedCookies).split(';', maxNamesInList);
  return cookies.map((cookie) => cookie.slice(0, Math.max(0, cookie.indexOf('='))).trim());
}
