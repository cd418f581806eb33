import type { Steps } from '../../token';
import { maxValueLength } from '../exchange/limits';
import { findFormFields } from '../exchange/form-fields';
import { checkedText, type Extent, type Search, type Spot } from './search';
import { maxLookAhead } from './limits';
import { mayHoldToken } from './token-shape';
import type { Place } from '../exchange/sighting';
import { parseFragment, parseUrlParts } from '../exchange/url-parts';

const value = { maxLength: maxValueLength };

/** Where a token stands in one part of a URL; `field` is empty where there is none. */
export type UrlSpot = (part: 'path' | 'query' | 'fragment', field: string) => Spot;

/** In a URL that is itself the place, the field gives the name. */
export function namedByField(place: Place): UrlSpot {
  return (part, field) => ({ place, name: field, path: [part] });
}

/** In a URL that stands under a name, the field is a step of the path. */
export function namedBy(place: Place, name: string): UrlSpot {
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
export function* searchUrl(url: string, spotOf: UrlSpot, search: Search): Steps<number> {
  if (holdsNothing(url)) return 0;
  const { path, query, fragment } = parseUrlParts(url);
  const { route, fields } = parseFragment(fragment);
  return (
    (yield* search.look(spotOf('path', ''), path, value)) +
    (yield* searchForm(query, (field) => spotOf('query', field), search)) +
    (yield* search.look(spotOf('fragment', ''), route, value)) +
    (yield* searchForm(fields, (field) => spotOf('fragment', field), search))
  );
}

/** Searches the fields of a form or a query, and what is behind the last one that is read as a field. */
export function* searchForm(
  text: string,
  spotOf: (field: string) => Spot,
  search: Search,
  { maxLength, cut = false }: Extent = value,
): Steps<number> {
  const isCut = cut || text.length > maxLength;
  const { fields, rest } = findFormFields(text.slice(0, maxLength));
  const pieces = rest === '' ? fields : [...fields, { name: '', value: rest }];
  let count = 0;
  for (const [index, piece] of pieces.entries()) {
    const isLast = index === pieces.length - 1;
    count += yield* search.look(spotOf(piece.name), piece.value, { maxLength, cut: isCut && isLast });
  }
  return count;
}
