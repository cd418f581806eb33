import { createNote, type Found } from './found';
import type { Steps } from '../steps';
import { rewrite, type Replacing } from './rewrite';
import { sliceWrapped, type InnerSearch } from './search-work';

/**
 * What JSON writes in another way: a string in single quotes, the arrow of Ruby, words of Python, a name without quotes.
 * Strings in double quotes are matched too, to skip what is in them.
 */
const PIECE =
  /"[^"\\]*"|(?<!\w)[bu]?'[^'"\\\r\n]*'|=>|\b(?:True|False|None)\b|(?<=[{,]\s{0,40})[A-Za-z_]\w{0,60}(?=\s{0,4}:)/g;
const words: ReadonlyMap<string, string> = new Map([
  ['=>', ':'],
  ['True', 'true'],
  ['False', 'false'],
  ['None', 'null'],
]);

/** An object around a token has far fewer. */
const maxPieces = 5_000;

const createPieces = (count = 0): Replacing => ({
  findStart: (text, from) => {
    count += 1;
    PIECE.lastIndex = from;
    return count > maxPieces ? -1 : (PIECE.exec(text)?.index ?? -1);
  },
  findEnd: (text, start) => {
    PIECE.lastIndex = start;
    return PIECE.test(text) ? PIECE.lastIndex : start;
  },
  replace: (text, start, end) => {
    const written = text.slice(start, end);
    if (written.startsWith('"')) return written;
    const quote = written.indexOf("'");
    return quote === -1 ? (words.get(written) ?? `"${written}"`) : `"${written.slice(quote + 1, -1)}"`;
  },
});

/**
 * Finds the tokens in JSON serialization in a text that has them as objects of a programming language, by rewriting it as
 * JSON.
 */
export function* findInObjects(text: string, search: InnerSearch): Steps<readonly Found[]> {
  const written = sliceWrapped(text, 0, text.length, search.work);
  if (written === undefined) return [];
  const rewritten = yield* rewrite(written, createPieces(), search.work);
  if (rewritten === undefined || rewritten.text === text) return [];
  const note = createNote('object_rewritten');
  return (yield* search.run(rewritten.text))
    .filter(({ raw }) => raw.startsWith('{'))
    .map((found) => ({
      ...found,
      source: rewritten.toSource(found.source),
      notes: [note, ...found.notes],
    }));
}
