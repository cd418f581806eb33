import { decodeHex } from '../decode/hex';
import { decodeUtf8Leniently } from '../decode/utf8';
import { maxByteTextLength } from '../limits';
import { createNote, type Found } from './found';
import { ATTEMPT, BYTE_CHARACTER, type InnerSearch } from './search-work';
import type { Steps } from '../steps';

/** How much of a text is looked at to decide whether it's bytes. */
const BEGINNING = 200;
/** Hex without separators, with one, or with a prefix for each byte, as C, PostgreSQL and .NET write it. */
const HEX_BEGINNING = /^["'`]?(?:(?:0x|\\{1,2}x|x')?[\da-f]{2}[\s:,-]{0,2}){16}/i;
/** An offset and bytes. */
const DUMP_BEGINNING = /^(?:0x)?[\da-f]{4,8}:?[ \t]{1,4}(?:[\da-f]{2}){1,2}[ \t]/i;
/** Numbers in brackets, as Node, Go, Java and Python print them. */
const LIST_BEGINNING = /[[{(<]\s{0,20}(?:Buffer )?(?:(?:0x)?[\da-f]{1,3}[\s,;]{1,20}){8}/i;
const LIST =
  /[[{(<]\s{0,20}(?:Buffer )?((?:(?:0x)?[\da-f]{1,3}[\s,;]{1,20}){30,}(?:0x)?[\da-f]{0,3})[\s,]{0,20}[\]})>]/i;
/** A line of `hexdump -C`, `xxd`, `tcpdump -X` or Wireshark: an offset, up to 16 bytes, and the same bytes as text. */
const DUMP_LINE =
  /^\s{0,20}(?:0x)?([\da-f]{4,8}):?[ \t]{1,4}((?:(?:[\da-f]{2}){1,2}(?:[ \t]{1,2}|$)){1,16})/i;
const bytesPerLine = 16;
const SEPARATOR = /(?:0x|\\{1,2}x|[\s:,;-])+/i;

/** Finds the tokens in a text that is nothing but bytes: in hex, in a dump with offsets, or as a list of numbers. */
export function* findInBytes(text: string, { work, mayFind, run }: InnerSearch): Steps<readonly Found[]> {
  if (text.length > maxByteTextLength || !mayBeBytes(text)) return [];
  work.spend(ATTEMPT + BYTE_CHARACTER * text.length);
  const bytes = readDump(text) ?? readList(text) ?? readHex(text);
  const decoded = bytes && decodeUtf8Leniently(bytes);
  if (decoded === undefined || !mayFind(decoded)) return [];
  const inner = yield* run(decoded);
  return inner.map((found) => ({
    ...found,
    source: { start: 0, end: text.length },
    path: ['bytes', ...found.path],
    notes: [createNote('bytes_decoded'), ...found.notes],
  }));
}

function mayBeBytes(text: string): boolean {
  const beginning = text.slice(0, BEGINNING).trimStart();
  return HEX_BEGINNING.test(beginning) || DUMP_BEGINNING.test(beginning) || LIST_BEGINNING.test(beginning);
}

/** Each line begins with its offset. Hex without offsets in groups of the same length isn't a dump. */
function readDump(text: string): Uint8Array | undefined {
  const lines = text
    .split(/\r\n|[\r\n]/)
    .map((line) => DUMP_LINE.exec(line))
    .filter((line) => line !== null)
    .map(([, offset = '', groups = '']) => ({
      offset: Number.parseInt(offset, 16),
      hex: groups.replace(/\s/g, '').slice(0, 2 * bytesPerLine),
    }));
  const [first, second] = lines;
  if (first === undefined || second?.offset !== first.offset + first.hex.length / 2) return undefined;
  return decodeHex(lines.map(({ hex }) => hex).join(''));
}

function readList(text: string): Uint8Array | undefined {
  const list = LIST.exec(text)?.[1];
  if (list === undefined) return undefined;
  const items = list.split(/[\s,;]+/).filter((item) => item !== '');
  // All of them have two digits in hex only: letters are above 100.
  const isHex = items.every((item) => /^(?:0x)?[\da-f]{2}$/i.test(item));
  const numbers = items.map((item) => (isHex ? Number.parseInt(item, 16) : Number(item)));
  return numbers.every((number) => number >= 0 && number <= 255) ? Uint8Array.from(numbers) : undefined;
}

function readHex(text: string): Uint8Array | undefined {
  const bare = text.trim().replace(/^["'`]?(?:x')?|["'`,;]+$/gi, '');
  const hex = bare.split(SEPARATOR).join('');
  return /^(?:[\da-f]{2})+$/i.test(hex) ? decodeHex(hex) : undefined;
}
