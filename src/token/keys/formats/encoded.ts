import { decodeLeniently } from '../../decode/base64url';
import { decodeHex } from '../../decode/hex';
import { parseKeyBytes } from './key-bytes';
import { decodeBase58 } from './multibase';
import type { KeyText } from './text';

/** What stands between the bytes of a hex dump or of an array in code. */
const HEX_SEPARATORS = /(?:0x|\\x|[\s:,;{}()-])+/gi;
/** A line of `xxd` or `hexdump -C`: an offset, bytes alone or in pairs, and the same as text. */
const DUMP_LINE = /^[\da-f]{6,8}:?[ \t]{1,4}((?:[\da-f]{2,4}[ \t]{1,3}){1,17}).{0,60}$/i;
const BASE64 = /^[\w+/-]+={0,2}$/;
/** Two coordinates in base58 have 86 to 182 letters; longer text is not even tried. */
const MAX_BASE58_LENGTH = 190;
/** Runs that could be a key inside another text, as in a DNS record or behind words. */
const RUN = /(?<![\w+/-])[\w+/-]{43,}={0,2}/g;
const MAX_RUNS = 1_000;

/** Reads a text that was found inside the bytes. */
type Parse = (text: string) => KeyText | undefined;

/** A key as a whole in hex, base64, base64url or base58; undefined for a text that can be a secret. */
export function parseEncodedKey(text: string, parse: Parse): KeyText | undefined {
  return parseEncoding(text, true, parse);
}

function parseEncoding(text: string, isWhole: boolean, parse: Parse): KeyText | undefined {
  const inner = isWhole ? parse : undefined;
  const hex = joinDump(text).replace(HEX_SEPARATORS, '');
  const isHex = hex !== '' && /^(?:[\da-f]{2})+$/i.test(hex);
  if (isHex) {
    const key = parseKeyBytes(decodeHex(hex), isWhole, inner);
    if (key !== undefined) return key;
  }
  const solid = text.replace(/\s+/g, '').replace(/^["'`]|["'`][,;]?$/g, '');
  if (!BASE64.test(solid)) return undefined;
  // What is hex is not base64 as well: 44 digits would be 33 bytes. Nor is what is one letter too long, unless it was cut.
  const isWholeBase64 = isWhole && !isHex && solid.replace(/=+$/, '').length % 4 !== 1;
  const key = parseKeyBytes(decodeLeniently(solid), isWholeBase64, inner);
  if (key !== undefined || solid.length > MAX_BASE58_LENGTH) return key;
  const base58 = decodeBase58(solid);
  // A compressed point would be found in every third text of 44 letters: the two kinds of whole point alone count.
  return base58 && parseKeyBytes(base58, false, undefined);
}

/** The bytes of a hex dump alone; any other text as it is. */
function joinDump(text: string): string {
  const lines = text.split(/[\r\n]+/);
  const [first = ''] = lines;
  if (!DUMP_LINE.test(first)) return text;
  return lines.map((line) => DUMP_LINE.exec(line)?.[1] ?? '').join(' ');
}

/** A key in the middle of a text: behind words, in a record of DNS, among the options of an SSH line. */
export function parseKeyRuns(text: string, parse: Parse): KeyText | undefined {
  let count = 0;
  for (const [run] of text.matchAll(RUN)) {
    count += 1;
    if (count > MAX_RUNS) return undefined;
    const key = run.length === text.length ? undefined : parseEncoding(run, false, parse);
    if (key !== undefined) return key;
  }
  return undefined;
}
