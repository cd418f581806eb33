import type { Steps } from '../../token';
import { maxValueLength } from '../exchange/limits';
import { findFormFields } from '../exchange/form-fields';
import { checkedText, type TextLimit, type Search, type SearchLocation } from './search';
import { maxLookAhead } from './limits';
import { mayHoldToken } from './token-shape';
import type { LocationKind } from '../exchange/sighting';
import { parseFragment, parseUrlParts } from '../exchange/url-parts';

const value = { maxLength: maxValueLength };

/** Where a token stands in one part of a URL; `field` is empty where there is none. */
export type UrlLocation = (part: 'path' | 'query' | 'fragment', field: string) => SearchLocation;

/** In a URL that is itself the place, the field gives the name. */
export function namedByField(place: LocationKind): UrlLocation {
  return (part, field) => ({ place, name: field, path: [part] });
}

/** In a URL that stands under a name, the field is a step of the path. */
export function namedBy(place: LocationKind, name: string): UrlLocation {
  return (part, field) => ({ place, name, path: field === '' ? [part] : [part, field] });
}

/**
 * Whether neither a text nor a part of it can hold a token. Says no of long ones, which are searched in steps, and of
 * what is URL-encoded, which may hold more than it shows.
 */
export function holdsNothing(text: string): boolean {
  return checkedText(text).length <= maxLookAhead && !text.includes('%') && !mayHoldToken(text);
}

/** Searches the parts of any URL reference, even a wrong one, and returns how many tokens stand in it. */
export function* searchUrl(url: string, locationOf: UrlLocation, search: Search): Steps<number> {
  if (holdsNothing(url)) return 0;
  const { path, query, fragment } = parseUrlParts(url);
  const { route, fields } = parseFragment(fragment);
  return (
    (yield* search.look(locationOf('path', ''), path, value)) +
    (yield* searchForm(query, (field) => locationOf('query', field), search)) +
    (yield* search.look(locationOf('fragment', ''), route, value)) +
    (yield* searchForm(fields, (field) => locationOf('fragment', field), search))
  );
}

/** Searches the fields of a form or a query, and what is behind the last one that is read as a field. */
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
    count += yield* search.look(locationOf(piece.name), piece.value, { maxLength, cut: isCut && isLast });
  }
  return count;
}
