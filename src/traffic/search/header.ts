import type { Steps } from '../../token';
import { maxFields, maxValueLength } from '../exchange/limits';
import type { HeaderField } from '../exchange/exchange';
import type { Search } from './search';
import { checkedText } from './search';
import { namedBy, namedByField, searchUrl } from './url';
import type { LocationKind } from '../exchange/sighting';
import { mayContainToken } from './token-shape';

const value = { maxLength: maxValueLength };

/** Headers whose value is a URL reference, absolute or not (RFC 9110 §8.7, §10.1.3). */
const urlHeaders: ReadonlySet<string> = new Set(['content-location', 'referer']);
const urlOnly = /^(?:https?|wss?):\/\/\S+$/i;
const linkTarget = /<([^<>]*)>/g;
const refreshTarget = /url\s*=\s*/i;
const basicCredentials = /^\s*basic\s+([\w+/=-]+)\s*$/i;

/** Searches one header other than `Cookie` and `Set-Cookie`, and returns how many tokens were found. */
export function* searchHeader(
  kind: 'request header' | 'response header',
  { name, value: text }: HeaderField,
  search: Search,
): Steps<number> {
  const lowerName = name.toLowerCase();
  if (kind === 'response header' && lowerName === 'location') {
    return yield* searchUrl(text, namedByField('response location'), search);
  }
  if (!mayBeWrapped(text)) return yield* search.searchText({ kind, name }, text, value);
  const { urls, rest } = findUrls(lowerName, text);
  const inUrls = yield* searchUrls(urls, { kind, name }, search);
  // Tokens in URLs were found with their field. There can be others outside the URLs.
  if (inUrls > 0)
    return rest === '' ? inUrls : inUrls + (yield* search.searchText({ kind, name }, rest, value));
  return (
    (yield* searchBasic(text, { kind, name }, search)) ||
    (yield* search.searchText({ kind, name }, text, value))
  );
}

/** Whether the value has to be parsed, which most don't. A URL-encoded value may contain a token that isn't visible. */
function mayBeWrapped(text: string): boolean {
  return checkedText(text).length <= maxValueLength && (text.includes('%') || mayContainToken(text));
}

interface Named {
  readonly kind: LocationKind;
  readonly name: string;
}

function* searchUrls(urls: readonly string[], { kind, name }: Named, search: Search): Steps<number> {
  let count = 0;
  for (const url of urls) count += yield* searchUrl(url, namedBy(kind, name), search);
  return count;
}

interface UrlsOfHeader {
  readonly urls: readonly string[];
  /** The text outside the URLs, such as the parameters of a link. */
  readonly rest: string;
}

function findUrls(lowerName: string, text: string): UrlsOfHeader {
  if (urlHeaders.has(lowerName) || urlOnly.test(text)) return { urls: [text], rest: '' };
  switch (lowerName) {
    // RFC 8288 §3.
    case 'link':
      return splitLinks(text);
    // HTML Standard §4.2.5.3: a number of seconds, then `url=`.
    case 'refresh': {
      const target = refreshTarget.exec(text);
      if (target === null) return { urls: [], rest: text };
      return { urls: [text.slice(target.index + target[0].length)], rest: text.slice(0, target.index) };
    }
    default:
      return { urls: [], rest: text };
  }
}

function splitLinks(text: string): UrlsOfHeader {
  const urls: string[] = [];
  const rest = text.replaceAll(linkTarget, (link, target: string) => {
    if (urls.length === maxFields) return link;
    urls.push(target);
    return '<>';
  });
  return { urls, rest };
}

/** Searches Basic credentials (RFC 7617 §2). Clients send a token as the user name or as the password. */
function* searchBasic(text: string, named: Named, search: Search): Steps<number> {
  const credentials = readBasic(text);
  if (credentials === undefined) return 0;
  const colon = credentials.indexOf(':');
  if (colon === -1) return 0;
  return (
    (yield* search.searchText({ ...named, path: ['Basic user'] }, credentials.slice(0, colon), value)) +
    (yield* search.searchText({ ...named, path: ['Basic password'] }, credentials.slice(colon + 1), value))
  );
}

function readBasic(text: string): string | undefined {
  const encoded = basicCredentials.exec(text)?.[1];
  if (encoded === undefined) return undefined;
  try {
    return atob(encoded.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return undefined;
  }
}
