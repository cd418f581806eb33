import { maxInflatedLength, maxInflation } from '../limits';

/** The order in which the lengths of the code length codes are written (RFC 1951 §3.2.7). */
const LENGTHS_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const MAX_BITS = 15;
const END_OF_BLOCK = 256;
/** What the codes of a block cost, in bytes: building them takes time, even if the block contains nothing. */
const CODES_COST = 300;

/** The first value of each length and distance code, and its number of extra bits (RFC 1951 §3.2.5). */
const lengths = createRanges(
  3,
  [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5],
);
/** The last code is the maximum length, without extra bits. */
lengths.push({ first: 258, bits: 0 });
const distances = createRanges(
  1,
  Array.from({ length: 30 }, (_, code) => Math.max(0, (code >> 1) - 1)),
);

/**
 * Inflates content in the DEFLATE format without a wrapper (RFC 1951) up to `limit` bytes, so that a small token can't
 * become a large text (CVE-2024-28180 and similar). `broken` includes content that is cut, or followed by other bytes.
 *
 * Synchronous, as `decode` is; `DecompressionStream` isn't.
 */
export function inflate(
  compressed: Uint8Array,
  limit = Math.max(maxInflatedLength, maxInflation * compressed.length),
): Uint8Array<ArrayBuffer> | 'broken' | 'too large' {
  const output = new Output(limit);
  const input = new BitReader(compressed);
  let isLast = false;
  while (!isLast) {
    isLast = input.read(1) === 1;
    const type = input.read(2);
    if (type === 0) copyStored(input, output);
    else if (type === 3) return 'broken';
    else inflateBlock(input, output, type === 1 ? fixedCodes() : readCodes(input, output));
    if (output.isFull) return 'too large';
    if (input.isBroken) return 'broken';
  }
  return input.isAtEnd() ? output.bytes() : 'broken';
}

/** Whether the content exceeds either limit, which deserves a warning even if it was inflated. */
export function isInflationSuspect(compressedLength: number, length: number): boolean {
  return length > maxInflatedLength || length > maxInflation * compressedLength;
}

/** Reads bits from the lowest to the highest (RFC 1951 §3.1.1). Beyond the end they are zero, and it's `isBroken`. */
class BitReader {
  isBroken = false;
  #at = 0;
  #bits = 0;
  #count = 0;

  constructor(readonly content: Uint8Array) {}

  read(count: number): number {
    while (this.#count < count) {
      if (this.#at >= this.content.length) this.isBroken = true;
      this.#bits |= (this.content[this.#at] ?? 0) << this.#count;
      this.#at += 1;
      this.#count += 8;
    }
    const value = this.#bits & ((1 << count) - 1);
    this.#bits >>>= count;
    this.#count -= count;
    return value;
  }

  /** Reads whole bytes after the rest of the current one. */
  take(length: number): Uint8Array {
    this.#bits = 0;
    this.#count = 0;
    const taken = this.content.subarray(this.#at, this.#at + length);
    if (taken.length < length) this.isBroken = true;
    this.#at += length;
    return taken;
  }

  isAtEnd(): boolean {
    return this.#at === this.content.length && this.#count < 8;
  }
}

/** The inflated bytes, in a buffer that grows up to the limit. */
class Output {
  isFull = false;
  length = 0;
  #buffer: Uint8Array<ArrayBuffer>;
  #left: number;
  #leftForCodes: number;

  constructor(limit: number) {
    this.#left = limit;
    this.#leftForCodes = limit;
    this.#buffer = new Uint8Array(Math.min(limit, 4096));
  }

  /** Counts codes toward a limit of their own. */
  countCodes(): void {
    this.#leftForCodes -= CODES_COST;
    this.isFull ||= this.#leftForCodes < 0;
  }

  push(byte: number): void {
    if (!this.#reserve(1)) return;
    this.#buffer[this.length] = byte;
    this.length += 1;
  }

  append(bytes: Uint8Array): void {
    if (!this.#reserve(bytes.length)) return;
    this.#buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Repeats bytes from `distance` before the end. They may overlap with what is written. */
  repeat(distance: number, length: number): void {
    if (!this.#reserve(length)) return;
    const end = this.length + length;
    for (; this.length < end; this.length += 1) {
      this.#buffer[this.length] = this.#buffer[this.length - distance] as number;
    }
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return this.#buffer.slice(0, this.length);
  }

  #reserve(count: number): boolean {
    this.#left -= count;
    this.isFull ||= this.#left < 0;
    if (this.isFull) return false;
    if (this.length + count > this.#buffer.length) {
      const grown = new Uint8Array(2 * this.#buffer.length + count);
      grown.set(this.#buffer.subarray(0, this.length));
      this.#buffer = grown;
    }
    return true;
  }
}

/** A canonical Huffman code: how many codes have each length, and the symbols in the order of their codes. */
interface Code {
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

interface Codes {
  readonly literal: Code;
  readonly distance: Code;
}

function copyStored(input: BitReader, output: Output): void {
  const header = input.take(4);
  const length = (header[0] ?? 0) | ((header[1] ?? 0) << 8);
  // RFC 1951 §3.2.4: the length is followed by its one's complement.
  if ((length ^ ((header[2] ?? 0) | ((header[3] ?? 0) << 8))) !== 0xffff) input.isBroken = true;
  else output.append(input.take(length));
}

function inflateBlock(input: BitReader, output: Output, codes: Codes | undefined): void {
  if (codes === undefined) {
    input.isBroken = true;
    return;
  }
  while (!input.isBroken && !output.isFull) {
    const symbol = readSymbol(input, codes.literal);
    if (symbol === END_OF_BLOCK) return;
    if (symbol < END_OF_BLOCK) {
      output.push(symbol);
      continue;
    }
    const length = readValue(input, lengths[symbol - END_OF_BLOCK - 1]);
    const distance = readValue(input, distances[readSymbol(input, codes.distance)]);
    if (distance > output.length) input.isBroken = true;
    if (!input.isBroken) output.repeat(distance, length);
  }
}

function readValue(input: BitReader, range: Range | undefined): number {
  if (range !== undefined) return range.first + input.read(range.bits);
  input.isBroken = true;
  return 0;
}

/** Reads one bit after the other: codes of a length are consecutive numbers (RFC 1951 §3.2.2). */
function readSymbol(input: BitReader, { counts, symbols }: Code): number {
  let code = 0;
  let first = 0;
  let index = 0;
  for (let length = 1; length <= MAX_BITS; length += 1) {
    code |= input.read(1);
    const count = counts[length] as number;
    if (code - count < first) return symbols[index + (code - first)] as number;
    index += count;
    first = (first + count) << 1;
    code <<= 1;
  }
  input.isBroken = true;
  return END_OF_BLOCK;
}

/** Undefined if there are more codes of a length than bits allow. A distance code may be incomplete. */
function createCode(codeLengths: readonly number[]): Code | undefined {
  const counts = new Uint16Array(MAX_BITS + 1);
  for (const length of codeLengths) counts[length] = (counts[length] as number) + 1;
  counts[0] = 0;
  const offsets = new Uint16Array(MAX_BITS + 2);
  let left = 1;
  for (let length = 1; length <= MAX_BITS; length += 1) {
    left = 2 * left - (counts[length] as number);
    if (left < 0) return undefined;
    offsets[length + 1] = (offsets[length] as number) + (counts[length] as number);
  }
  const symbols = new Uint16Array(codeLengths.length);
  for (const [symbol, length] of codeLengths.entries()) {
    if (length === 0) continue;
    symbols[offsets[length] as number] = symbol;
    offsets[length] = (offsets[length] as number) + 1;
  }
  return { counts, symbols };
}

let fixed: Codes | undefined;

/** RFC 1951 §3.2.6. */
function fixedCodes(): Codes | undefined {
  const literal = createCode(
    Array.from({ length: 288 }, (_, at) => (at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8)),
  );
  const distance = createCode(Array.from({ length: 30 }, () => 5));
  if (literal !== undefined && distance !== undefined) fixed ??= { literal, distance };
  return fixed;
}

/** RFC 1951 §3.2.7. */
function readCodes(input: BitReader, output: Output): Codes | undefined {
  output.countCodes();
  if (output.isFull) return undefined;
  const literals = input.read(5) + 257;
  const all = literals + input.read(5) + 1;
  const codeLengths = Array.from({ length: 19 }, () => 0);
  for (const position of LENGTHS_ORDER.slice(0, input.read(4) + 4)) codeLengths[position] = input.read(3);
  const code = createCode(codeLengths);
  if (code === undefined) return undefined;
  const found: number[] = [];
  while (found.length < all && !input.isBroken) {
    const symbol = readSymbol(input, code);
    if (symbol < 16) found.push(symbol);
    else if (symbol === 16 && found.length === 0) return undefined;
    else {
      const repeated = symbol === 16 ? (found.at(-1) as number) : 0;
      const times =
        symbol === 16 ? 3 + input.read(2) : symbol === 17 ? 3 + input.read(3) : 11 + input.read(7);
      for (let count = 0; count < times; count += 1) found.push(repeated);
    }
  }
  if (found.length !== all) return undefined;
  const literal = createCode(found.slice(0, literals));
  const distance = createCode(found.slice(literals));
  return literal && distance && { literal, distance };
}

interface Range {
  readonly first: number;
  readonly bits: number;
}

function createRanges(start: number, bits: readonly number[]): Range[] {
  let first = start;
  return bits.map((count) => {
    const range = { first, bits: count };
    first += 1 << count;
    return range;
  });
}
