import { createNote, type Found } from './found';
import { maxWrappedLength } from '../limits';
import type { Steps } from '../steps';
import { ATTEMPT, type InnerSearch, type Work } from './search-work';

/** The URI in the QR code of a SMART Health Card, in one or several chunks, perhaps URL-encoded. Its digits may be wrapped. */
const CARD =
  /shc(?::\/|%3A%2F)(?:(\d{1,3})(?:\/|%2F)(\d{1,3})(?:\/|%2F))?(\d+(?:[ \t]*\r?\n[ \t>|]*\d+(?![\d/]))*)/gi;
const START = /(?:shc|SHC)(?::\/|%3A)/;
const SPACE = /[^\d]+/g;
/** Each two digits are the code of a character minus this number. */
const FIRST_CODE = 45;
/** `z`, the last letter of base64url. */
const LAST_CODE = 122;

interface Chunk {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
}

/** A card, or the chunks of one that were found, by one-based index. */
export interface CardChunks {
  /** How many chunks the card has. */
  readonly total: number;
  readonly chunks: ReadonlyMap<number, Chunk>;
}

/** Whether a text contains such a URI: a cheap check. */
export function mayContainCard(text: string): boolean {
  return START.test(text);
}

/** Lists the cards of a text. Those that have the same number of chunks are separate cards if a chunk is there twice. */
export function* listCards(text: string, work: Work): Steps<readonly CardChunks[]> {
  const cards: { total: number; chunks: Map<number, Chunk> }[] = [];
  const latest = new Map<number, Map<number, Chunk>>();
  for (const match of text.matchAll(CARD)) {
    const [uri, index = '1', count = '1', digits = ''] = match;
    const [at, total] = [Number(index), Number(count)];
    if (work.spend(ATTEMPT + uri.length)) yield work.pause();
    if (work.isOver()) break;
    if (at < 1 || at > total) continue;
    let chunks = latest.get(total);
    if (chunks === undefined || chunks.has(at)) {
      chunks = new Map();
      latest.set(total, chunks);
      cards.push({ total, chunks });
    }
    const start = match.index;
    chunks.set(at, { start, end: start + uri.length, digits: digits.replace(SPACE, '') });
  }
  return cards;
}

/** Finds the tokens in SMART Health Cards whose chunks are all there, sorted by position. */
export function* findHealthCards(text: string, search: InnerSearch): Steps<readonly Found[]> {
  const found: Found[] = [];
  if (search.work.spend(2 * text.length)) yield search.work.pause();
  for (const { total, chunks } of yield* listCards(text, search.work)) {
    if (chunks.size < total) continue;
    const ordered = Array.from({ length: total }, (_, index) => chunks.get(index + 1)?.digits ?? '');
    const digits = ordered.join('');
    if (search.work.spend(ATTEMPT + 8 * digits.length)) yield search.work.pause();
    if (search.work.isOver()) break;
    if (digits.length > maxWrappedLength) {
      search.work.isCut = true;
      continue;
    }
    const token = decodeDigits(digits);
    if (token === undefined) continue;
    const all = [...chunks.values()];
    const start = Math.min(...all.map((chunk) => chunk.start));
    const end = Math.max(...all.map((chunk) => chunk.end));
    const note = createNote('health_card_decoded', total);
    for (const one of yield* search.run(token)) {
      found.push({ ...one, source: { start, end }, path: ['shc', ...one.path], notes: [note, ...one.notes] });
    }
  }
  return found.toSorted((one, other) => one.source.start - other.source.start);
}

/** Undefined if these aren't the digits of a token in base64url. */
function decodeDigits(digits: string): string | undefined {
  if (digits.length % 2 === 1) return undefined;
  const letters: string[] = [];
  for (let index = 0; index < digits.length; index += 2) {
    const code = FIRST_CODE + Number(digits.slice(index, index + 2));
    if (code > LAST_CODE) return undefined;
    letters.push(String.fromCharCode(code));
  }
  return letters.join('');
}
