import type { Found } from '../found';
import { MAX_WRAPPED_LENGTH } from '../limits';
import { takeEnd } from './runs';
import { createNote } from './note';
import { rewrite } from './rewrite';

/**
 * The only named entities that stand for a character of a token (HTML §13.5); quotes and the like end one, whether they
 * are decoded or not. So the whole list, which is as large as this folder, is not needed.
 */
const names: Readonly<Record<string, string>> = {
  period: '.',
  lowbar: '_',
  UnderBar: '_',
  plus: '+',
  sol: '/',
  equals: '=',
};
const ENTITY = /&(?:#\d{2,4}|#x[\dA-F]{2,4}|period|lowbar|UnderBar|plus|sol|equals);/gi;
const HERE = new RegExp(ENTITY.source, 'iy');
const REGION = /[\w.~+/=&#;-]*/y;

/** The tokens in text whose dots are HTML entities, the first at `entity`. `search` finds them in the decoded text. */
export function findInEntities(
  text: string,
  start: number,
  entity: number,
  search: (text: string) => readonly Found[],
): readonly Found[] {
  if (takeEnd(HERE, text, entity) === entity) return [];
  const end = takeEnd(REGION, text, start);
  if (end - start > MAX_WRAPPED_LENGTH) return [];
  const decoded = rewrite(text.slice(start, end), ENTITY, decodeEntity);
  if (decoded === undefined) return [];
  const note = createNote('entities_decoded');
  return search(decoded.text).map((found) => {
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
  const body = entity.slice(1, -1);
  if (!body.startsWith('#')) return names[body] ?? entity;
  const code = /^#x/i.test(body) ? Number.parseInt(body.slice(2), 16) : Number.parseInt(body.slice(1), 10);
  return String.fromCharCode(code);
}
