import { createNote, type Found } from './found';
import { maxWrappedLength } from '../limits';
import type { Steps } from '../steps';
import { rewrite, type Replacing } from './rewrite';
import type { InnerSearch, Work } from './search-work';

/** A member of a JSON serialization (RFC 7515 §7.2, RFC 7516 §7.2) with a header in base64, as JSON, Python, Ruby or JavaScript. */
const PROTECTED = /\bprotected['"]?\s{0,4}(?::|=>)\s{0,4}[bu]?['"]e[yw][\w-]{8}/;
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

/** Whether a text may contain a token in JSON serialization that is written as an object of a programming language. */
export function mayContainObject(text: string, work: Work): boolean {
  if (text.length > maxWrappedLength) return false;
  work.spend(text.length);
  return PROTECTED.test(text);
}

/** Finds the tokens in JSON serialization in a text that is rewritten as JSON. */
export function* findInObjects(text: string, search: InnerSearch): Steps<readonly Found[]> {
  const rewritten = yield* rewrite(text, createPieces(), search.work);
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
