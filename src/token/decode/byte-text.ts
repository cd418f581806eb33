import { maxByteListLength } from '../limits';
import { decodeHex } from './hex';

/** What separates bytes in hex, in code, dumps, databases, fingerprints and UUIDs. */
const SEPARATORS = /(?:0x|\\{1,2}x|[\s:,;{}()-])+/gi;
const HEX = /^(?:[\da-f]{2})+$/i;
/** A line of `hexdump -C`, `xxd`, `tcpdump -X` or Wireshark: an offset, up to 16 bytes, and the same bytes as text. */
const DUMP_LINE =
  /^\s{0,20}(?:0x)?([\da-f]{4,8}):?[ \t]{1,4}((?:(?:[\da-f]{2}){1,2}(?:[ \t]{1,2}|$)){1,16})/i;
const bytesPerLine = 16;
/** The offset of a single line, which could also be the first bytes. */
const FIRST_OFFSET = /^\s*0{6,8}[:\s]/;
const ESCAPED_BYTES = /(?:\\x[\da-f]{2}){30,}/i;
/** Brackets with at least 30 numbers. */
const BYTE_LIST =
  /[[{(<]\s{0,20}((?:Buffer )?-?[\da-fx]{1,4}(?:[\s,;]{1,20}-?[\da-fx]{1,4}){29,})[\s,;]{0,20}[\]})>]/i;
const EACH_BYTE_LIST = new RegExp(BYTE_LIST, 'gi');
/** The start of a comment, which isn't part of a media range such as `image/*`. */
const COMMENT_START = /(?<=^|[\s,;[{(])\/\*/;
/** A comment to the end of the line, which isn't part of a URL. */
const LINE_COMMENT = /([,;[{(]|0x[\da-f]{2})[ \t]{0,20}\/\/.*/gi;

/** The bytes of a text that is hex from start to end, with separators between bytes or as a dump; undefined for others. */
export function readHexText(text: string): Uint8Array | undefined {
  const hex = (readDump(text) ?? text).replace(SEPARATORS, '');
  return HEX.test(hex) ? decodeHex(hex) : undefined;
}

/** The hex digits of a dump. Each line begins with its offset: hex in groups of the same length isn't a dump. */
function readDump(text: string): string | undefined {
  const lines: { readonly offset: number; readonly hex: string }[] = [];
  for (const line of text.split(/[\r\n]+/)) {
    const [, offset = '', groups = ''] = DUMP_LINE.exec(line) ?? [];
    const hex = groups.replace(/\s/g, '').slice(0, 2 * bytesPerLine);
    if (hex !== '') lines.push({ offset: Number.parseInt(offset, 16), hex });
  }
  const [first, second] = lines;
  if (first === undefined) return undefined;
  const isDump =
    second === undefined ? FIRST_OFFSET.test(text) : second.offset === first.offset + first.hex.length / 2;
  return isDump ? lines.map(({ hex }) => hex).join('') : undefined;
}

/** The bytes of an array in code or in the output of Node, Java or Go: decimal, negative, or hex with `0x` or `\x`. */
export function readByteList(text: string): Uint8Array | undefined {
  return readEscapedBytes(text) ?? readList(BYTE_LIST.exec(removeCasts(text))?.[1] ?? '');
}

/** The bytes of each array of a text, in the same forms. Empty if there's none. */
export function readByteLists(text: string): readonly Uint8Array[] {
  const escaped = readEscapedBytes(text);
  if (escaped !== undefined) return [escaped];
  return Array.from(removeCasts(text).matchAll(EACH_BYTE_LIST), ([, list = '']) => readList(list)).filter(
    (bytes) => bytes !== undefined,
  );
}

function readEscapedBytes(text: string): Uint8Array | undefined {
  const escaped = ESCAPED_BYTES.exec(text)?.[0];
  return escaped === undefined ? undefined : decodeHex(escaped.replace(/\\x/gi, ''));
}

/** Removes comments of C between the bytes of an array, such as the number of a packet. */
export function removeComments(text: string): string {
  const pieces = text.split('*/');
  const last = pieces.pop() ?? '';
  const before = pieces.map((piece) => {
    const start = piece.search(COMMENT_START);
    return start === -1 ? `${piece}*/` : `${piece.slice(0, start)} `;
  });
  return `${before.join('')}${last}`.replace(LINE_COMMENT, '$1');
}

/** Leaves only numbers between the brackets of an array. */
function removeCasts(text: string): string {
  return removeComments(text).replace(/\(byte\)/g, '');
}

function readList(list: string): Uint8Array | undefined {
  if (list === '' || list.length > maxByteListLength) return undefined;
  if (list.startsWith('Buffer ')) {
    const hex = list.slice('Buffer '.length).replace(/\s+/g, '');
    return HEX.test(hex) ? decodeHex(hex) : undefined;
  }
  const items = list.trim().split(/[\s,;]+/);
  if (!items.every((item) => /^(?:0x[\da-f]{1,2}|-?\d{1,3}|)$/i.test(item))) return undefined;
  const numbers = items.filter((item) => item !== '').map(Number);
  return numbers.every((number) => number >= -128 && number <= 255)
    ? Uint8Array.from(numbers, (number) => number & 255)
    : undefined;
}
