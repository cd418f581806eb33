import type { Steps } from '../../token';
import { maxFields, maxValueLength } from '../exchange/limits';
import type { HeaderField } from '../exchange/exchange';
import type { Search } from './search';
import { checkedText } from './search';
import { namedBy, namedByField, searchUrl } from './url';
import type { Place } from '../exchange/sighting';
import { mayHoldToken } from './token-shape';

const value = { maxLength: maxValueLength };

/** Headers whose value is a URL reference, absolute or not (RFC 9110 §8.7, §10.1.3). */
const urlHeaders: ReadonlySet<string> = new Set(['content-location', 'referer']);
const wholeUrl = /^(?:https?|wss?):\/\/\S+$/i;
const linkTarget = /<([^<>]*)>/g;
const refreshTarget = /url\s*=\s*/i;
const basicCredentials = /^\s*basic\s+([\w+/=-]+)\s*$/i;

/** Searches one header, but for `Cookie` and `Set-Cookie`, and returns how many tokens stand in it. */
export function* searchHeader(
  place: 'request header' | 'response header',
  { name, value: text }: HeaderField,
  search: Search,
): Steps<number> {
  const lowerName = name.toLowerCase();
  if (place === 'response header' && lowerName === 'location') {
    return yield* searchUrl(text, namedByField('response location'), search);
  }
  const wrapped = mayBeWrapped(text)
    ? (yield* searchUrls(findUrls(lowerName, text), { place, name }, search)) ||
      (yield* searchBasic(text, { place, name }, search))
    : 0;
  return wrapped || (yield* search.look({ place, name }, text, value));
}

/** Most headers hold nothing, and are not taken apart. A field that is URL-encoded may hold more than it shows. */
function mayBeWrapped(text: string): boolean {
  return checkedText(text).length <= maxValueLength && (text.includes('%') || mayHoldToken(text));
}

interface Named {
  readonly place: Place;
  readonly name: string;
}

function* searchUrls(urls: readonly string[], { place, name }: Named, search: Search): Steps<number> {
  let count = 0;
  for (const url of urls) count += yield* searchUrl(url, namedBy(place, name), search);
  return count;
}

function findUrls(lowerName: string, text: string): readonly string[] {
  if (urlHeaders.has(lowerName) || wholeUrl.test(text)) return [text];
  switch (lowerName) {
    // RFC 8288 §3.
    case 'link':
      return findLinkTargets(text);
    // HTML Standard §4.2.5.3: a number of seconds, then `url=`.
    case 'refresh': {
      const target = refreshTarget.exec(text);
      return target === null ? [] : [text.slice(target.index + target[0].length)];
    }
    default:
      return [];
  }
}

function findLinkTargets(text: string): readonly string[] {
  const targets: string[] = [];
  for (const [, target = ''] of text.matchAll(linkTarget)) {
    if (targets.length === maxFields) break;
    targets.push(target);
  }
  return targets;
}

/** Tokens stand as either half of Basic credentials (RFC 7617 §2): a user of tokens has no name or no password. */
function* searchBasic(text: string, named: Named, search: Search): Steps<number> {
  const credentials = readBasic(text);
  if (credentials === undefined) return 0;
  const colon = credentials.indexOf(':');
  if (colon === -1) return 0;
  return (
    (yield* search.look({ ...named, path: ['Basic user'] }, credentials.slice(0, colon), value)) +
    (yield* search.look({ ...named, path: ['Basic password'] }, credentials.slice(colon + 1), value))
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
