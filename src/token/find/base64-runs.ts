import { ALPHABET } from './base64-start';

/** A header of `{"alg":"x"}`. */
export const MIN_RUN = 15;
/** How much of a text is looked at in one piece, at most. */
const CHUNK = 16_384;
/** The first piece, also after a search within the search took the bytes: it may come again soon. */
const FIRST_CHUNK = 1024;
/** A run may begin in one chunk and end in the next. */
const OVERLAP = 16;
/** Bytes without letters in front of a chunk and behind it, as far as a look goes. */
const FRONT = 8;
const BEHIND = 16;
/** A run of 15 covers three whole words of four bytes, wherever it begins: in every third one it shows itself. */
const PAIRS_IN_WORD = 2;
const PAIRS_IN_LOOK = 3 * PAIRS_IN_WORD;
/** From here on a run is some kind of blob, in which there is little to look for. */
const LONG_RUN = 64;
const LETTERS = /[\w-]*/y;
/** In a text that was unwrapped, which mostly is short, a look for any run is quicker than going through its bytes. */
const SHORT = 1024;
const RUN = /[\w+/%-]{15}/;

/** What a run may hold beside letters, as bits of `Runs.holds`: what need not be looked for where it is not. */
export const HOLDS_SLASH = 2;
export const HOLDS_PERCENT = 4;
/** The rarest letter of `eyJ`. */
export const HOLDS_J = 8;
/**
 * Base64 of `"alg"` has a capital letter wherever it begins, and so has base64 of that. Names, words, numbers and UUIDs
 * have none, and are most of the runs of most texts.
 */
const HOLDS_CAPITAL = 16;
const HOLDS_ANY = HOLDS_SLASH | HOLDS_PERCENT | HOLDS_J | HOLDS_CAPITAL;
const IN_RUN = 1;

/** What a run is made of: both alphabets, and the sign that URL encoding puts in their place; with the bits above. */
const kinds = new Uint8Array(256);
/** The same of two characters in two bytes, in either byte order. */
const pairKinds = new Uint8Array(65_536);
const bytes = new Uint8Array(FRONT + CHUNK + BEHIND);
const pairs = new Uint16Array(bytes.buffer);
const body = bytes.subarray(FRONT, FRONT + CHUNK);
const encoder = new TextEncoder();
/** Whose chunk the bytes are: a search within a search takes them for its own. */
let owner: object | undefined;

const letters = Array.from(`${ALPHABET}+/%`, (letter) => letter.charCodeAt(0));
for (const code of letters) kinds[code] = IN_RUN | (code >= 0x41 && code <= 0x5a ? HOLDS_CAPITAL : 0);
kinds['/'.charCodeAt(0)] = IN_RUN | HOLDS_SLASH;
kinds['%'.charCodeAt(0)] = IN_RUN | HOLDS_PERCENT;
kinds['J'.charCodeAt(0)] = IN_RUN | HOLDS_CAPITAL | HOLDS_J;
for (const one of letters) {
  for (const other of letters) pairKinds[(one << 8) | other] = kindOf(one) | kindOf(other);
}

/** The end of the base64url letters from `start` on. */
export function findLettersEnd(text: string, start: number): number {
  return takeEnd(LETTERS, text, start);
}

/** False for a short text in which there is no run. */
export function mayContainRun(text: string): boolean {
  return text.length > SHORT || RUN.test(text);
}

/** The index behind what the sticky pattern takes at `start`; `start` itself when it takes nothing. */
export function takeEnd(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : start;
}

/**
 * Goes through the runs of a text that are long enough for a header and may be base64 of JSON. Looks at one word of four bytes in three, which is
 * what most of a text is read of, and does so in UTF-8: reading a string letter by letter costs several times as much.
 */
export class Base64Runs {
  start = 0;
  end = 0;
  /** Of the bits above, those of what the run holds, or may hold when it is long. */
  holds = 0;
  readonly #text: string;
  readonly #key = {};
  /** Behind the last character of the text that is among the bytes. */
  #chunkEnd = -1;
  /** Behind the last byte. */
  #bytesEnd = 0;
  #isAscii = true;
  /** Where the search goes on: in the bytes, and in the text. */
  #byte = 0;
  #index = 0;
  /** Where the next chunk begins, once this one is looked through. */
  #nextChunk = -1;
  #chunkLength = FIRST_CHUNK;

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * Moves to the next run that begins at `from` or behind it. `from` must not fall. Looks through one chunk at most:
   * after `chunk end` it is to be called again with the same `from`.
   */
  next(from: number): 'run' | 'chunk end' | 'end' {
    let start = from;
    if (this.#nextChunk !== -1) {
      start = this.#nextChunk;
      this.#nextChunk = -1;
      this.#load(start);
    } else {
      // Beyond ASCII the bytes of a place far ahead are not known without counting.
      const isKnown = this.#isAscii || from - this.#index <= 1;
      const isHere = owner === this.#key && from < this.#chunkEnd && isKnown;
      if (!isHere) {
        this.#chunkLength = FIRST_CHUNK;
        this.#load(from);
      } else if (this.#isAscii) this.#moveTo(this.#byte + from - this.#index, from);
    }
    if (this.#look(start)) return 'run';
    if (this.#chunkEnd >= this.#text.length) return 'end';
    this.#nextChunk = Math.max(start, this.#chunkEnd - OVERLAP);
    return 'chunk end';
  }

  /** How much text the last chunk has. */
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
    bytes.fill(0, this.#bytesEnd, this.#bytesEnd + BEHIND);
    this.#moveTo(FRONT, from);
  }

  #moveTo(byte: number, index: number): void {
    this.#byte = byte;
    this.#index = index;
  }

  /** Looks through the rest of the chunk. */
  #look(from: number): boolean {
    let pair = (this.#byte >> 2) * PAIRS_IN_WORD;
    // Measuring a run may go on to another chunk.
    while (2 * pair < this.#bytesEnd) {
      if (isWordInRun(pair) && isRunAround(pair)) {
        this.#measure(2 * pair, from);
        const mayMatter = (this.holds & (HOLDS_CAPITAL | HOLDS_PERCENT)) !== 0;
        if (mayMatter && this.end - this.start >= MIN_RUN) return true;
        pair = ((this.#byte >> 2) + 1) * PAIRS_IN_WORD;
      } else {
        pair += PAIRS_IN_LOOK;
      }
    }
    return false;
  }

  /** Finds both ends of the run that a word stands in. */
  #measure(word: number, from: number): void {
    const index = this.#countTo(word);
    // The bytes in front of a chunk are no letters, so that this ends.
    const front = word - Math.max(0, index - from);
    let holds = 0;
    let first = word;
    while (first > front && kindAt(first - 1) !== 0) {
      first -= 1;
      holds |= kindAt(first);
    }
    let behind = word;
    const limit = Math.min(this.#bytesEnd, word + LONG_RUN);
    while (behind < limit && pairKindAt(behind / 2) !== 0) {
      holds |= pairKindAt(behind / 2);
      behind += 2;
    }
    if (behind < limit && kindAt(behind) !== 0) {
      holds |= kindAt(behind);
      behind += 1;
    }
    this.start = Math.max(from, index - (word - first));
    this.end = index + behind - word;
    this.holds = holds;
    this.#moveTo(behind, this.end);
    if (behind >= limit) this.#measureLong();
  }

  /** Goes on to the end of a run that is some kind of blob, perhaps over many chunks. */
  #measureLong(): void {
    this.holds = HOLDS_ANY;
    for (;;) {
      this.#load(this.end);
      let behind = FRONT;
      while (areFourInRun(behind / 2)) behind += 8;
      while (kindAt(behind) !== 0) behind += 1;
      this.end += behind - FRONT;
      this.#moveTo(behind, this.end);
      if (behind < this.#bytesEnd || this.end >= this.#text.length) return;
    }
  }

  /** The place in the text of a byte that begins a character. */
  #countTo(byte: number): number {
    if (this.#isAscii || byte <= this.#byte) return this.#index + byte - this.#byte;
    let index = this.#index;
    for (let at = this.#byte; at < byte; at += 1) {
      const code = bytes[at] ?? 0;
      // What continues a character begins with the bits 10; one of four bytes is two characters of a string.
      if ((code & 0xc0) !== 0x80) index += code >= 0xf0 ? 2 : 1;
    }
    return index;
  }
}

function isWordInRun(pair: number): boolean {
  return pairKindAt(pair) !== 0 && pairKindAt(pair + 1) !== 0;
}

/** Whether the word is one of three in a row that are all in a run. Without a branch: which it is cannot be foreseen. */
function isRunAround(pair: number): boolean {
  const before = pairKindAt(pair - 2) & pairKindAt(pair - 1);
  const behind = pairKindAt(pair + 2) & pairKindAt(pair + 3);
  const first = behind & pairKindAt(pair + 4) & pairKindAt(pair + 5);
  const last = before & pairKindAt(pair - 4) & pairKindAt(pair - 3);
  return (((before & behind) | first | last) & IN_RUN) !== 0;
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
