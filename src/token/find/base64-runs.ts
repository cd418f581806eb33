import { ALPHABET } from './base64-start';

/** The length of the shortest header, `{"alg":"x"}`, in base64. */
export const MIN_RUN = 15;
/** The longest piece of a text that is encoded at a time, in characters. */
const CHUNK = 16_384;
/** The length of the first piece, and of the first one after an inner search used the buffer, which it may do again soon. */
const FIRST_CHUNK = 1024;
/** Chunks overlap, since a run may begin in one chunk and end in the next. */
const OVERLAP = 16;
/** The buffer has this many zero bytes before and after a chunk, so that the checks around a word stay within it. */
const FRONT = 8;
const BACK = 16;
/**
 * The scan checks one word of four bytes, skips two and goes on: a run of `MIN_RUN` bytes always covers three aligned
 * words, one of which is checked.
 */
const PAIRS_IN_WORD = 2;
const PAIRS_IN_STRIDE = 3 * PAIRS_IN_WORD;
/** A run that is this long is taken for encoded data: what it contains isn't tracked. */
const LONG_RUN = 64;
/** Up to this length, a regular expression finds out faster than a scan whether a text has any run. */
const SHORT = 1024;
const RUN = /[\w+/%-]{15}/;

/** The run contains `/`. This and the next two are bits of `Base64Runs.contents`: nothing else has to be searched for. */
export const HAS_SLASH = 2;
/** The run contains `%`, so it may be URL-encoded. */
export const HAS_PERCENT = 4;
/** The letter of `eyJ` that is the rarest in text. */
export const HAS_J = 8;
/**
 * Base64 of `"alg"` contains a capital letter in each of its three alignments, and so does base64 of that. Most runs of
 * most texts are names, words, numbers and UUIDs, which contain none.
 */
const HAS_CAPITAL = 16;
const HAS_ANY = HAS_SLASH | HAS_PERCENT | HAS_J | HAS_CAPITAL;
const IN_RUN = 1;

/** For each byte: 0 if it isn't part of a run, else `IN_RUN` and the bits above. A run has letters of both alphabets and `%`. */
const kinds = new Uint8Array(256);
/** The same for two bytes at once, in either byte order: the bits of both, or 0 if one isn't part of a run. */
const pairKinds = new Uint8Array(65_536);
const bytes = new Uint8Array(FRONT + CHUNK + BACK);
const pairs = new Uint16Array(bytes.buffer);
const body = bytes.subarray(FRONT, FRONT + CHUNK);
const encoder = new TextEncoder();
/** The scan whose chunk is in the buffer, which an inner search uses too. */
let owner: object | undefined;

const letters = Array.from(`${ALPHABET}+/%`, (letter) => letter.charCodeAt(0));
for (const code of letters) kinds[code] = IN_RUN | (code >= 0x41 && code <= 0x5a ? HAS_CAPITAL : 0);
kinds['/'.charCodeAt(0)] = IN_RUN | HAS_SLASH;
kinds['%'.charCodeAt(0)] = IN_RUN | HAS_PERCENT;
kinds['J'.charCodeAt(0)] = IN_RUN | HAS_CAPITAL | HAS_J;
for (const one of letters) {
  for (const other of letters) pairKinds[(one << 8) | other] = kindOf(one) | kindOf(other);
}

/** Which ASCII characters base64url has. */
const isLetter = new Uint8Array(128);
for (const letter of ALPHABET) isLetter[letter.charCodeAt(0)] = 1;
const LETTERS = /[\w-]*/y;
/** Up to this length a loop is faster than a regular expression. */
const SHORT_PART = 32;

/** Returns the end of the base64url letters from `start` on. */
export function findLettersEnd(text: string, start: number): number {
  const limit = Math.min(text.length, start + SHORT_PART);
  for (let index = start; index < limit; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 128 || isLetter[code] === 0) return index;
  }
  return start + SHORT_PART < text.length ? takeEnd(LETTERS, text, limit) : Math.max(start, limit);
}

/** False if a text has no run. A long text may have one. */
export function mayContainRun(text: string): boolean {
  return text.length > SHORT || RUN.test(text);
}

/** Returns the index after what a sticky pattern matches at `start`, or `start` if it doesn't match. */
export function takeEnd(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}

/**
 * Iterates over the runs of a text that are long enough for a header and may be base64 of JSON. Encodes the text to UTF-8
 * and reads one word of four bytes in three: reading every character of the string takes several times as long.
 */
export class Base64Runs {
  start = 0;
  end = 0;
  /** The bits above: what the run contains, or may contain if it is long. */
  contents = 0;
  readonly #text: string;
  readonly #key = {};
  /** The end in the text of the chunk that is in the buffer. */
  #chunkEnd = -1;
  /** The end of the chunk in the buffer. */
  #bytesEnd = 0;
  #isAscii = true;
  /** Where the scan continues: in the buffer, and in the text. */
  #byte = 0;
  #index = 0;
  /** Where the next chunk begins, once this one was scanned. */
  #nextChunk = -1;
  #chunkLength = FIRST_CHUNK;

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * Moves to the next run that begins at or after `from`, which mustn't be smaller than before. Scans at most one chunk:
   * after `chunk end`, call it again with the same `from`.
   */
  next(from: number): 'run' | 'chunk end' | 'end' {
    let start = from;
    if (this.#nextChunk !== -1) {
      start = this.#nextChunk;
      this.#nextChunk = -1;
      this.#load(start);
    } else {
      // In text beyond ASCII, finding the byte of a character further ahead would need counting.
      const isKnown = this.#isAscii || from - this.#index <= 1;
      const isHere = owner === this.#key && from < this.#chunkEnd && isKnown;
      if (!isHere) {
        this.#chunkLength = FIRST_CHUNK;
        this.#load(from);
      } else if (this.#isAscii) this.#moveTo(this.#byte + from - this.#index, from);
    }
    if (this.#scan(start)) return 'run';
    if (this.#chunkEnd >= this.#text.length) return 'end';
    this.#nextChunk = Math.max(start, this.#chunkEnd - OVERLAP);
    return 'chunk end';
  }

  /** The length of the last chunk in characters. */
  get chunkLength(): number {
    return this.#chunkLength;
  }

  #load(from: number): void {
    owner = this.#key;
    const end = from + this.#chunkLength;
    this.#chunkLength = Math.min(CHUNK, 2 * this.#chunkLength);
    const { read, written } = encoder.encodeInto(this.#text.slice(from, end), body);
    this.#isAscii = read === written;
    this.#chunkEnd = from + read;
    this.#bytesEnd = FRONT + written;
    bytes.fill(0, this.#bytesEnd, this.#bytesEnd + BACK);
    this.#moveTo(FRONT, from);
  }

  #moveTo(byte: number, index: number): void {
    this.#byte = byte;
    this.#index = index;
  }

  /** Scans the rest of the chunk for a run. */
  #scan(from: number): boolean {
    let pair = (this.#byte >> 2) * PAIRS_IN_WORD;
    // Measuring a run may load another chunk.
    while (2 * pair < this.#bytesEnd) {
      if (isWordInRun(pair) && isRunAround(pair)) {
        this.#measure(2 * pair, from);
        const mayMatter = (this.contents & (HAS_CAPITAL | HAS_PERCENT)) !== 0;
        if (mayMatter && this.end - this.start >= MIN_RUN) return true;
        pair = ((this.#byte >> 2) + 1) * PAIRS_IN_WORD;
      } else {
        pair += PAIRS_IN_STRIDE;
      }
    }
    return false;
  }

  /** Finds both ends of the run that contains a word. */
  #measure(word: number, from: number): void {
    const index = this.#countTo(word);
    // The zero bytes before a chunk end this.
    const front = word - Math.max(0, index - from);
    let contents = 0;
    let first = word;
    while (first > front && kindAt(first - 1) !== 0) {
      first -= 1;
      contents |= kindAt(first);
    }
    let after = word;
    const limit = Math.min(this.#bytesEnd, word + LONG_RUN);
    while (after < limit && pairKindAt(after / 2) !== 0) {
      contents |= pairKindAt(after / 2);
      after += 2;
    }
    if (after < limit && kindAt(after) !== 0) {
      contents |= kindAt(after);
      after += 1;
    }
    this.start = Math.max(from, index - (word - first));
    this.end = index + after - word;
    this.contents = contents;
    this.#moveTo(after, this.end);
    if (after >= limit) this.#measureLong();
  }

  /** Finds the end of a long run, perhaps over many chunks. */
  #measureLong(): void {
    this.contents = HAS_ANY;
    for (;;) {
      this.#load(this.end);
      let after = FRONT;
      while (areFourInRun(after / 2)) after += 8;
      while (kindAt(after) !== 0) after += 1;
      this.end += after - FRONT;
      this.#moveTo(after, this.end);
      if (after < this.#bytesEnd || this.end >= this.#text.length) return;
    }
  }

  /** Returns the index in the text of the character that begins at a byte of the buffer. */
  #countTo(byte: number): number {
    if (this.#isAscii || byte <= this.#byte) return this.#index + byte - this.#byte;
    let index = this.#index;
    for (let at = this.#byte; at < byte; at += 1) {
      const code = bytes[at] ?? 0;
      // A continuation byte begins with the bits 10. A character of four bytes is two UTF-16 code units.
      if ((code & 0xc0) !== 0x80) index += code >= 0xf0 ? 2 : 1;
    }
    return index;
  }
}

function isWordInRun(pair: number): boolean {
  return pairKindAt(pair) !== 0 && pairKindAt(pair + 1) !== 0;
}

/** Whether the word is one of three in a row that are all in a run. Without branches, which the CPU couldn't predict. */
function isRunAround(pair: number): boolean {
  const before = pairKindAt(pair - 2) & pairKindAt(pair - 1);
  const after = pairKindAt(pair + 2) & pairKindAt(pair + 3);
  const first = after & pairKindAt(pair + 4) & pairKindAt(pair + 5);
  const last = before & pairKindAt(pair - 4) & pairKindAt(pair - 3);
  return (((before & after) | first | last) & IN_RUN) !== 0;
}

function areFourInRun(pair: number): boolean {
  const kind = pairKindAt(pair) & pairKindAt(pair + 1) & pairKindAt(pair + 2) & pairKindAt(pair + 3);
  return (kind & IN_RUN) !== 0;
}

function kindOf(code: number): number {
  return kinds[code] ?? 0;
}

function kindAt(byte: number): number {
  return kinds[bytes[byte] ?? 0] ?? 0;
}

function pairKindAt(pair: number): number {
  return pairKinds[pairs[pair] ?? 0] ?? 0;
}
