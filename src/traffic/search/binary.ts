import type { Steps } from '../../token';
import { maxBodyLength } from '../exchange/limits';
import { readCborHead, readMessagePackHead, visitPackedTexts } from './cbor-and-messagepack';
import { visitFieldTexts } from './protobuf';
import type { Search, SearchLocation } from './search';

/** Hands over each text with the step to it. False for bytes that aren't of the format. */
type VisitTexts = (bytes: string, visit: (step: string, text: string) => void) => boolean | Steps<boolean>;

/** The formats whose texts can be told apart without a schema. */
const formats: readonly { readonly step: string; readonly visit: VisitTexts }[] = [
  { step: 'cbor', visit: (bytes, visit) => visitPackedTexts(bytes, readCborHead, visit) },
  { step: 'messagepack', visit: (bytes, visit) => visitPackedTexts(bytes, readMessagePackHead, visit) },
  {
    step: 'protobuf',
    visit: (bytes, visit) => visitFieldTexts(bytes, (field, text) => visit(`field ${field}`, text)),
  },
];

/** A byte that no text has. */
// oxlint-disable-next-line no-control-regex -- bytes
const binaryByte = /[\0-\x08\x0e-\x1a\x1c\x1d\x7f-\x9f]/;
// oxlint-disable-next-line no-control-regex -- bytes
const onlyBytes = /^[\0-\xff]*$/;
/** Base64url of `{"` or `{` and white space: how a JOSE header starts. */
const tokenStart = /(?:ey[AIJKL]|ew[0ko])[\w-]{11}/g;

/** Whether a text is bytes, each character one of them, that aren't text. */
export function isBinary(text: string): boolean {
  return binaryByte.test(text) && onlyBytes.test(text);
}

/**
 * Searches bytes: the texts of CBOR, MessagePack or protobuf, where the bytes are such, with the path to each; else all
 * runs of text. In other formats than these, what looks like the length in front of a token says where it ends.
 */
export function* searchBinary(
  spot: SearchLocation,
  bytes: string,
  { cut, mimeType }: { readonly cut: boolean; readonly mimeType: string },
  search: Search,
): Steps<void> {
  const starts = [...bytes.matchAll(tokenStart)].length;
  const tried = formats.toSorted((a, b) => Number(isNamed(b.step)) - Number(isNamed(a.step)));
  for (const { step, visit } of cut ? [] : tried) {
    const texts: [string, string][] = [];
    const walked = visit(bytes, (path, text) => texts.push([path, text]));
    const isWhole = typeof walked === 'boolean' ? walked : yield* walked;
    // Bytes of another format can look like this one; then its texts don't have the tokens.
    const found = texts.reduce((sum, [, text]) => sum + [...text.matchAll(tokenStart)].length, 0);
    if (!isWhole || found < starts) continue;
    for (const [path, text] of texts) {
      const inner = { ...spot, path: [...(spot.path ?? []), step, path] };
      yield* search.look(inner, text, { maxLength: maxBodyLength });
    }
    return;
  }
  const pieces = [...splitAtLengths(bytes)];
  for (const [index, piece] of pieces.entries()) {
    const isLast = index === pieces.length - 1;
    yield* search.look(spot, piece, { maxLength: maxBodyLength, cut: cut && isLast });
  }

  function isNamed(step: string): boolean {
    return mimeType.toLowerCase().replace('msgpack', 'messagepack').includes(step);
  }
}

/** The bytes in pieces: a length in front of a token ends it where the next field starts with a letter. */
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
/** The shortest JWT there is has more. */
const minLength = 32;
/** Such a length is no length of a single token that a server would accept; it bounds what is compared. */
const maxLength = 64 * 1024;

/**
 * The number in front of a text that says where it ends, in the widest form that fits: the text of that length has the
 * parts of a token, and the number a byte that text doesn't have.
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
    // A varint of two bytes: all but the last have the highest bit.
    { width: 2, before: third, value: second >= 0x80 && last < 0x80 ? (second & 0x7f) + last * 128 : 0 },
    { width: 2, before: third, value: second * 256 + last },
    { width: 2, before: third, value: last * 256 + second },
    { width: 1, before: second, value: last },
  ];
  return forms.find(({ width, value, before }) => {
    if (value < minLength || value > Math.min(room, maxLength) || start < width) return false;
    const number = bytes.slice(start - width, start);
    const isNumber = binaryByte.test(number) || highByte.test(number) || (width === 1 && before < 0x20);
    return isNumber && tokenParts.test(bytes.slice(start, start + value));
  });
}

const highByte = /[\xa0-\xff]/;
/** Of a JWS or a JWE (RFC 7515 §7.1, RFC 7516 §7.1), perhaps with disclosures behind it. */
const tokenParts = /^[\w-]+\.[\w-]*\.[\w-]*(?:\.[\w-]*\.[\w-]+)?(?:~[\w.~-]*)?$/;
