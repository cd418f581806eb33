import type { Steps } from '../../token';
import { maxValueLength } from '../exchange/limits';
import { findFormFields } from '../exchange/form-fields';
import { checkedText, type TextLimit, type Search, type SearchLocation } from './search';
import { maxPretestLength } from './limits';
import { mayContainToken } from './token-shape';
import type { LocationKind } from '../exchange/sighting';
import { parseFragment, parseUrlParts } from '../exchange/url-parts';

const value = { maxLength: maxValueLength };

/** Creates the location for one part of a URL. `field` is empty if there is none. */
export type UrlLocation = (part: 'path' | 'query' | 'fragment', field: string) => SearchLocation;

/** For a URL that is itself the location, such as a request's: the field becomes the name. */
export function namedByField(kind: LocationKind): UrlLocation {
  return (part, field) => ({ kind, name: field, path: [part] });
}

/** For a URL in a named location, such as a header: the field becomes a step of the path. */
export function namedBy(kind: LocationKind, name: string): UrlLocation {
  return (part, field) => ({ kind, name, path: field === '' ? [part] : [part, field] });
}

/**
 * Whether a cheap test shows that a text has no token. False for long texts, which are searched in steps, and for
 * URL-encoded texts, which may contain a token that isn't visible.
 */
export function cannotHaveToken(text: string): boolean {
  return checkedText(text).length <= maxPretestLength && !text.includes('%') && !mayContainToken(text);
}

/** Searches the parts of any URL reference, even an invalid one, and returns how many tokens were found. */
export function* searchUrl(url: string, locationOf: UrlLocation, search: Search): Steps<number> {
  if (cannotHaveToken(url)) return 0;
  const { path, query, fragment } = parseUrlParts(url);
  const { route, fields } = parseFragment(fragment);
  return (
    (yield* search.searchText(locationOf('path', ''), path, value)) +
    (yield* searchForm(query, (field) => locationOf('query', field), search)) +
    (yield* search.searchText(locationOf('fragment', ''), route, value)) +
    (yield* searchForm(fields, (field) => locationOf('fragment', field), search))
  );
}

/** Searches the fields of a form or a query, and the text after the limit on their number. */
export function* searchForm(
  text: string,
  locationOf: (field: string) => SearchLocation,
  search: Search,
  { maxLength, cut = false }: TextLimit = value,
): Steps<number> {
  const isCut = cut || text.length > maxLength;
  const { fields, rest } = findFormFields(text.slice(0, maxLength));
  const pieces = rest === '' ? fields : [...fields, { name: '', value: rest }];
  let count = 0;
  for (const [index, piece] of pieces.entries()) {
    const isLast = index === pieces.length - 1;
    count += yield* search.searchText(locationOf(piece.name), piece.value, {
      maxLength,
      cut: isCut && isLast,
    });
  }
  return count;
}
