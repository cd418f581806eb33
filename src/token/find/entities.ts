import { createNote, type Found } from './found';
import type { Steps } from '../steps';
import { takeEnd } from './base64-runs';
import { rewrite, type Replacing } from './rewrite';
import { sliceWrapped, type InnerSearch } from './search-work';

/**
 * The named entities (HTML §13.5) for characters of a token. The other two thousand aren't needed: characters such as
 * quotes end a token, whether they are decoded or not.
 */
const names: Readonly<Record<string, string>> = {
  period: '.',
  lowbar: '_',
  UnderBar: '_',
  plus: '+',
  sol: '/',
  equals: '=',
  // White space that a word processor or a web page put into a token.
  nbsp: ' ',
  Tab: ' ',
  NewLine: '\n',
  // Invisible characters where a long word may break, and what a word processor writes instead of a hyphen.
  shy: '\u00ad',
  ZeroWidthSpace: '\u200b',
  zwnj: '\u200c',
  hyphen: '\u2010',
  dash: '\u2010',
  ndash: '\u2013',
  mdash: '\u2014',
  minus: '\u2212',
};
/** A page's source that was escaped again has `&amp;` in place of the ampersand. */
const ENTITY =
  /&(?:amp;){0,3}(?:#\d{2,4}|#x[\dA-F]{2,4}|period|lowbar|UnderBar|plus|sol|equals|nbsp|Tab|NewLine|shy|ZeroWidthSpace|zwnj|hyphen|[nm]?dash|minus);/iy;
const REGION = /[\w.~+/=&#;-]*/y;
const entities: Replacing = {
  findStart: (text, from) => text.indexOf('&', from),
  findEnd: (text, start) => takeEnd(ENTITY, text, start),
  replace: (text, start, end) => decodeEntity(text.slice(start, end)),
};

/** Returns the end of the text from `start` that may be a token with entities. Undefined if there's no entity at `entity`. */
export function findEntitiesEnd(text: string, start: number, entity: number): number | undefined {
  return takeEnd(ENTITY, text, entity) === entity ? undefined : takeEnd(REGION, text, start);
}

/** Finds the tokens in text with HTML entities. */
export function* findInEntities(
  text: string,
  start: number,
  end: number,
  search: InnerSearch,
): Steps<readonly Found[]> {
  const wrapped = sliceWrapped(text, start, end, search.work);
  if (wrapped === undefined) return [];
  const decoded = yield* rewrite(wrapped, entities, search.work);
  if (decoded === undefined) return [];
  const note = createNote('entities_decoded');
  return (yield* search.run(decoded.text)).map((found) => {
    const source = decoded.toSource(found.source);
    return {
      ...found,
      source: { start: start + source.start, end: start + source.end },
      path: ['html', ...found.path],
      notes: [note, ...found.notes],
    };
  });
}

function decodeEntity(entity: string): string {
  const body = entity.slice(1, -1).replace(/^(?:amp;)+/, '');
  if (!body.startsWith('#')) return names[body] ?? entity;
  const isHex = body.charCodeAt(1) === 0x78 || body.charCodeAt(1) === 0x58;
  return String.fromCharCode(isHex ? Number.parseInt(body.slice(2), 16) : Number.parseInt(body.slice(1), 10));
}
