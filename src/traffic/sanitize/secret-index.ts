import { EditList, type Edit } from './edits';
import type { SanitizeWork } from './work';

interface Entry {
  readonly text: string;
  readonly replacement: string;
  /** Parts of it are replaced as well. */
  readonly isDivisible: boolean;
  /** It may be a part of a longer word by chance. */
  readonly isWord: boolean;
}

interface Position {
  readonly entry: Entry;
  readonly offset: number;
}

/** Characters that are compared at once. Each secret is indexed at every multiple of it. */
const gram = 8;
const shortGram = 4;
/** Shorter parts of a secret aren't recognized. A longer one contains an indexed gram, wherever it begins. */
const minPart = 2 * gram;
/** Random text. Parts of others, such as URLs, may be anywhere by chance. */
const divisible = /^(?=.*\d)[\w.~+/=-]+$/;
/** Shorter secrets are replaced only as entire words. */
const minInside = 16;
/** Shorter texts are replaced only where they are named. */
export const minIndexed = shortGram;
const filterBits = 20;

/**
 * Known secrets with their replacements of the same length. Finds them anywhere in a text, and parts of at least 16
 * characters, so that a secret that is split, wrapped or truncated is replaced consistently. Linear time.
 */
export class SecretIndex {
  readonly #long = new GramMap(gram);
  readonly #short = new GramMap(shortGram);
  readonly #known = new Set<string>();

  /** The replacement must have the same length. If it isn't divisible, only the entire text is recognized. */
  add(text: string, replacement: string, isDivisible = true): void {
    if (text.length < minIndexed || text.length !== replacement.length || this.#known.has(text)) return;
    this.#known.add(text);
    const entry = {
      text,
      replacement,
      isDivisible: isDivisible && text.length >= minPart && divisible.test(text),
      isWord: text.length < minInside,
    };
    if (text.length < gram) return this.#short.add(entry, 0);
    for (let offset = 0; offset + gram <= text.length; offset += gram) this.#long.add(entry, offset);
    // The end of a short secret, since several may begin alike.
    if (text.length < minPart && text.length > gram) this.#long.add(entry, text.length - gram);
  }

  /** The parts of a text that are secrets, sorted, with their replacements. */
  find(text: string, work: SanitizeWork): readonly Edit[] {
    const list = new EditList();
    list.add(this.#long.find(text, work));
    list.add(this.#short.find(text, work));
    return list.edits;
  }
}

class GramMap {
  readonly #length: number;
  readonly #positions = new Map<number, Position[]>();
  /** Most grams of a text aren't in the map: a bit for each of a million hashes excludes them at once. */
  readonly #filter = new Uint8Array(1 << (filterBits - 3));
  readonly #leadingFactor: number;

  constructor(length: number) {
    this.#length = length;
    let factor = 1;
    for (let step = 1; step < length; step += 1) factor = Math.imul(factor, base);
    this.#leadingFactor = factor;
  }

  add(entry: Entry, offset: number): void {
    let hash = 0;
    for (let at = offset; at < offset + this.#length; at += 1) hash = push(hash, entry.text.charCodeAt(at));
    const positions = this.#positions.get(hash);
    if (positions === undefined) this.#positions.set(hash, [{ entry, offset }]);
    else positions.push({ entry, offset });
    const bit = mix(hash);
    this.#filter[bit >> 3] = (this.#filter[bit >> 3] ?? 0) | (1 << (bit & 7));
  }

  find(text: string, work: SanitizeWork): Edit[] {
    const edits: Edit[] = [];
    if (this.#positions.size === 0) return edits;
    work.spend(text.length);
    let hash = 0;
    let free = 0;
    for (let end = 0; end < text.length; end += 1) {
      const leaving = end - this.#length;
      if (leaving >= 0) hash = (hash - Math.imul(text.charCodeAt(leaving), this.#leadingFactor)) | 0;
      hash = push(hash, text.charCodeAt(end));
      const start = leaving + 1;
      if (start < free) continue;
      const bit = mix(hash);
      if (((this.#filter[bit >> 3] ?? 0) & (1 << (bit & 7))) === 0) continue;
      const edit = longest(text, start, free, this.#positions.get(hash) ?? [], work);
      if (edit === undefined) continue;
      edits.push(edit);
      free = edit.end;
    }
    return edits;
  }
}

const base = 0x01000193;

function push(hash: number, code: number): number {
  return (Math.imul(hash, base) + code) | 0;
}

function mix(hash: number): number {
  return (Math.imul(hash, 0x9e3779b1) >>> (32 - filterBits)) | 0;
}

function longest(
  text: string,
  at: number,
  free: number,
  positions: readonly Position[],
  work: SanitizeWork,
): Edit | undefined {
  let best: Edit | undefined;
  for (const { entry, offset } of positions) {
    let start = at;
    let from = offset;
    while (from > 0 && start > free && text[start - 1] === entry.text[from - 1]) {
      start -= 1;
      from -= 1;
    }
    let end = at;
    let to = offset;
    while (to < entry.text.length && end < text.length && text[end] === entry.text[to]) {
      end += 1;
      to += 1;
    }
    work.spend(end - start + 8);
    if (end - start <= (best === undefined ? 0 : best.end - best.start)) continue;
    const isEntire = from === 0 && to === entry.text.length;
    if (!isEntire && !(entry.isDivisible && end - start >= minPart)) continue;
    if (entry.isWord && (isWordPart(text, start - 1) || isWordPart(text, end))) continue;
    best = { start, end, text: entry.replacement.slice(from, to) };
  }
  return best;
}

function isWordPart(text: string, at: number): boolean {
  return /[\p{L}\d]/u.test(text.charAt(at));
}
