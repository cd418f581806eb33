import { findJsonError, isJson } from './json-scanner';
import { MAX_JSON_DEPTH } from '../limits';
import type { JsonObject } from '../token';
import { decodeUtf8, findUtf8Error } from '../decode/utf8';

/** A JSON text that cannot be read. `offset` is the zero-based byte at which it goes wrong. */
export interface JsonError {
  readonly problem: 'not_utf8' | 'not_json' | 'too_deep';
  readonly offset: number;
}

export type JsonReading = { readonly value: unknown } | JsonError;

/** The value of a JSON text in UTF-8, the only encoding that JOSE allows (RFC 7515 §2). */
export function readJson(bytes: Uint8Array): JsonReading {
  const text = decodeUtf8(bytes);
  if (text === undefined) return { problem: 'not_utf8', offset: findUtf8Error(bytes) };
  const reading = readJsonText(text);
  return 'value' in reading ? reading : { ...reading, offset: byteOffset(text, reading.offset) };
}

/** So many texts are checked before they are parsed once one couldn't be parsed. */
const CHECKED_AFTER_FAILURE = 64;
let checked = 0;

/**
 * The value of a JSON text; undefined where it is none. An exception of `JSON.parse` costs as much as parsing a
 * kilobyte, and a hostile text has one in each few characters: after one the next texts are checked first.
 */
export function parseJson(text: string): { readonly value: unknown } | undefined {
  if (checked > 0) {
    checked -= 1;
    if (!isJson(text)) {
      checked = CHECKED_AFTER_FAILURE;
      return undefined;
    }
  }
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    checked = CHECKED_AFTER_FAILURE;
    return undefined;
  }
}

/** The value of a JSON text. The `offset` of a fault is a character of it, which in ASCII is a byte. */
export function readJsonText(text: string): JsonReading {
  const parsed = parseJson(text);
  if (parsed === undefined) return { problem: 'not_json', offset: findJsonError(text, Infinity) };
  if (isTooDeep(text, parsed.value)) {
    return { problem: 'too_deep', offset: findJsonError(text, MAX_JSON_DEPTH) };
  }
  return parsed;
}

/** The value of JSON that is text where all of it is ASCII, else bytes; undefined where it can't be read, whyever. */
export function parseJsonContent(content: string | Uint8Array): { readonly value: unknown } | undefined {
  const text = typeof content === 'string' ? content : decodeUtf8(content);
  const parsed = text === undefined ? undefined : parseJson(text);
  return parsed === undefined || isTooDeep(text ?? '', parsed.value) ? undefined : parsed;
}

/** The value of JSON that is text where all of it is ASCII, else bytes. */
export function readJsonContent(content: string | Uint8Array): JsonReading {
  return typeof content === 'string' ? readJsonText(content) : readJson(content);
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTooDeep(text: string, value: unknown): boolean {
  return hasBrackets(text, MAX_JSON_DEPTH + 1) && isDeeperThan(value, MAX_JSON_DEPTH);
}

/** Whether a text has so many opening brackets. Most have few, and need no walk through their value to know the depth. */
function hasBrackets(text: string, wanted: number): boolean {
  let count = 0;
  for (const bracket of '[{') {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      count += 1;
      if (count === wanted) return true;
    }
  }
  return false;
}

/** Recurses no deeper than `levels`, so that no nesting can overflow the stack. */
function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) return value.some((item) => isDeeperThan(item, levels - 1));
  for (const name in value) {
    if (isDeeperThan((value as JsonObject)[name], levels - 1)) return true;
  }
  return false;
}

function byteOffset(text: string, index: number): number {
  return new TextEncoder().encode(text.slice(0, index)).length;
}
