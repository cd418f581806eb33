import { readByteLists, readHexText, removeComments } from '../decode/byte-text';
import { decodeLeniently } from '../decode/base64url';
import { decodeUtf8Leniently } from '../decode/utf8';
import { maxByteTextLength } from '../limits';
import { createNote, type Found } from './found';
import { ATTEMPT, BYTE_CHARACTER, type InnerSearch } from './search-work';
import type { Steps } from '../steps';

/** How much of a text is looked at to decide whether it's bytes. */
const BEGINNING = 200;
/** The same for a file of the registry, which has names of keys and other values before it. */
const REGISTRY_LENGTH = 2000;
/** Hex without separators, with one, or with a prefix for each byte, as C, PostgreSQL and .NET write it. */
const HEX_BEGINNING = /^["'`]?(?:(?:0x|\\{1,2}x|x')?[\da-f]{2}[\s:,-]{0,2}){16}/i;
/** An offset and bytes. */
const DUMP_BEGINNING = /^(?:0x)?[\da-f]{4,8}:?[ \t]{1,4}(?:[\da-f]{2}){1,2}[ \t]/i;
/** Numbers in brackets, as Node, Go, Java and Python print them. */
const LIST_BEGINNING = /[[{(<]\s{0,20}(?:Buffer )?(?:(?:0x)?[\da-f]{1,3}[\s,;]{1,20}){8}/i;
/** Base64 of UTF-16, which isn't ASCII: with a byte-order mark, and with zero bytes before or after the first characters. */
const BASE64_BEGINNING =
  /^["'`]?(?:\/\/[4-7]|\/v8A|[\w+/][AQgw][AB][\w+/]A[A-H][\w+/]A|A[A-H][\w+/]A[\w+/][AQgw][AB][\w+/])/;
const BASE64 = /^["'`]?([\w+/-]{40,})={0,2}["'`,;]*$/;
/** A value in a file of the Windows registry, with a backslash at the end of each line that continues. */
const REGISTRY_BEGINNING = /=hex(?:\([\da-f]{1,2}\))?:[\da-f]{2},/i;
const REGISTRY_VALUE = /=hex(?:\([\da-f]{1,2}\))?:((?:[\da-f]{2},(?:\\\s{0,20})?){30,}[\da-f]{2})/gi;
/** Quotes, and a literal of SQL. */
const QUOTES = /^["'`]?(?:x')?|["'`,;]+$/gi;

/** Finds the tokens in a text that is nothing but bytes: in hex, in a dump with offsets, or as lists of numbers. */
export function* findInBytes(text: string, { work, mayFind, run }: InnerSearch): Steps<readonly Found[]> {
  if (text.length > maxByteTextLength || !mayBeBytes(text)) return [];
  work.spend(ATTEMPT + BYTE_CHARACTER * text.length);
  const found: Found[] = [];
  for (const bytes of readEachList(text)) {
    const decoded = decodeUtf8Leniently(bytes);
    if (!mayFind(decoded)) continue;
    for (const one of yield* run(decoded)) {
      found.push({
        ...one,
        source: { start: 0, end: text.length },
        path: ['bytes', ...one.path],
        notes: [createNote('bytes_decoded'), ...one.notes],
      });
    }
  }
  return found;
}

/** The bytes of each array in code or value of a registry, or those of a text that is hex, or base64 of UTF-16. */
function readEachList(text: string): readonly Uint8Array[] {
  const values = Array.from(text.matchAll(REGISTRY_VALUE), ([, value = '']) =>
    readHexText(value.replaceAll('\\', '')),
  );
  const lists = values.length > 0 ? values.filter((bytes) => bytes !== undefined) : readByteLists(text);
  if (lists.length > 0) return lists;
  const base64 = BASE64_BEGINNING.test(text.trimStart()) ? BASE64.exec(text.trim())?.[1] : undefined;
  if (base64 !== undefined && base64.length % 4 !== 1) return [decodeLeniently(base64)];
  const bytes = readHexText(text.trim().replace(QUOTES, ''));
  return bytes === undefined ? [] : [bytes];
}

function mayBeBytes(text: string): boolean {
  const beginning = removeComments(text.slice(0, BEGINNING)).trimStart();
  if (BASE64_BEGINNING.test(beginning) || REGISTRY_BEGINNING.test(text.slice(0, REGISTRY_LENGTH)))
    return true;
  return HEX_BEGINNING.test(beginning) || DUMP_BEGINNING.test(beginning) || LIST_BEGINNING.test(beginning);
}
