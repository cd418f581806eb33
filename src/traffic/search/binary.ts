import type { Steps } from '../../token';
import { maxBodyLength } from '../exchange/limits';
import { readCborHead, readMessagePackHead, visitPackedTexts } from './cbor-and-messagepack';
import { visitFieldTexts } from './protobuf';
import type { Search, SearchLocation } from './search';
import { maxBinaryTokenLength } from './limits';

/** Calls `visit` for each text with its path step. Returns false for bytes that aren't in the format. */
type VisitTexts = (bytes: string, visit: (step: string, text: string) => void) => boolean | Steps<boolean>;

/** The formats whose texts can be found without a schema. */
const formats: readonly { readonly step: string; readonly visit: VisitTexts }[] = [
  { step: 'cbor', visit: (bytes, visit) => visitPackedTexts(bytes, readCborHead, visit) },
  { step: 'messagepack', visit: (bytes, visit) => visitPackedTexts(bytes, readMessagePackHead, visit) },
  {
    step: 'protobuf',
    visit: (bytes, visit) => visitFieldTexts(bytes, (field, text) => visit(`field ${field}`, text)),
  },
];

/** A byte that doesn't occur in text. */
// oxlint-disable-next-line no-control-regex -- bytes
const binaryByte = /[\0-\x08\x0e-\x1a\x1c\x1d\x7f-\x9f]/;
// oxlint-disable-next-line no-control-regex -- bytes
const onlyBytes = /^[\0-\xff]*$/;
/** The start of a JOSE header: `{"`, or `{` and white space, in base64url. */
const tokenStart = /(?:ey[AIJKL]|ew[0ko])[\w-]{11}/g;

/** Whether the characters of a string are bytes of binary data. */
export function isBinary(text: string): boolean {
  return binaryByte.test(text) && onlyBytes.test(text);
}

/**
 * Searches binary data. In CBOR, MessagePack and protobuf, searches each text with its path. In other formats, searches
 * all of it as text, and uses what looks like a length prefix to find out where a token ends.
 */
export function* searchBinary(
  location: SearchLocation,
  bytes: string,
  { cut, mimeType }: { readonly cut: boolean; readonly mimeType: string },
  search: Search,
): Steps<void> {
  const starts = [...bytes.matchAll(tokenStart)].length;
  const tried = formats.toSorted((a, b) => Number(isNamed(b.step)) - Number(isNamed(a.step)));
  for (const { step, visit } of cut ? [] : tried) {
    const texts: [string, string][] = [];
    const result = visit(bytes, (path, text) => texts.push([path, text]));
    const isInFormat = typeof result === 'boolean' ? result : yield* result;
    // Bytes in another format can happen to be valid in this one, but then some tokens aren't in its texts.
    const found = texts.reduce((sum, [, text]) => sum + [...text.matchAll(tokenStart)].length, 0);
    if (!isInFormat || found < starts) continue;
    for (const [path, text] of texts) {
      const inner = { ...location, path: [...(location.path ?? []), step, path] };
      yield* search.searchText(inner, text, { maxLength: maxBodyLength });
    }
    return;
  }
  const pieces = [...splitAtLengths(bytes)];
  for (const [index, piece] of pieces.entries()) {
    const isLast = index === pieces.length - 1;
    yield* search.searchText(location, piece, { maxLength: maxBodyLength, cut: cut && isLast });
  }

  function isNamed(step: string): boolean {
    return mimeType.toLowerCase().replace('msgpack', 'messagepack').includes(step);
  }
}

/**
 * Splits the bytes at the ends of tokens that have a length prefix. Needed if the next field starts with a letter,
 * which would look like part of the token.
 */
function* splitAtLengths(bytes: string): Generator<string> {
  let at = 0;
  let runEnd = 0;
  for (const { index } of bytes.matchAll(tokenStart)) {
    if (index < at) continue;
    if (index >= runEnd) {
      noTokenCharacter.lastIndex = index;
      runEnd = noTokenCharacter.exec(bytes)?.index ?? bytes.length;
    }
    const length = lengthBefore(bytes, index, runEnd - index);
    if (length === undefined) continue;
    yield bytes.slice(at, index - length.width);
    at = index + length.value;
    yield bytes.slice(index, at);
  }
  yield bytes.slice(at);
}

const noTokenCharacter = /[^\w.~+/=-]/g;
/** Shorter than the shortest JWT. */
const minLength = 32;

/**
 * The length prefix of a token, in the widest encoding that fits. It fits if the text of that length has the form of a
 * token, and if the prefix contains a byte that doesn't occur in text.
 */
function lengthBefore(
  bytes: string,
  start: number,
  room: number,
): { readonly value: number; readonly width: number } | undefined {
  const [fifth = 0, fourth = 0, third = 0, second = 0, last = 0] = [5, 4, 3, 2, 1].map(
    (back) => bytes.charCodeAt(start - back) || 0,
  );
  const forms = [
    { width: 4, before: fifth, value: ((fourth * 256 + third) * 256 + second) * 256 + last },
    { width: 4, before: fifth, value: ((last * 256 + second) * 256 + third) * 256 + fourth },
    // A varint of two bytes: the high bit is set in all but the last one.
    { width: 2, before: third, value: second >= 0x80 && last < 0x80 ? (second & 0x7f) + last * 128 : 0 },
    { width: 2, before: third, value: second * 256 + last },
    { width: 2, before: third, value: last * 256 + second },
    { width: 1, before: second, value: last },
  ];
  return forms.find(({ width, value, before }) => {
    if (value < minLength || value > Math.min(room, maxBinaryTokenLength) || start < width) return false;
    const number = bytes.slice(start - width, start);
    const isNumber = binaryByte.test(number) || highByte.test(number) || (width === 1 && before < 0x20);
    return isNumber && tokenParts.test(bytes.slice(start, start + value));
  });
}

const highByte = /[\xa0-\xff]/;
/** A JWS or a JWE (RFC 7515 §7.1, RFC 7516 §7.1), optionally followed by disclosures. */
const tokenParts = /^[\w-]+\.[\w-]*\.[\w-]*(?:\.[\w-]*\.[\w-]+)?(?:~[\w.~-]*)?$/;
