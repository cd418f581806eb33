import { findJsonError, isJson } from './json-scanner';
import { maxJsonDepth } from '../limits';
import type { JsonObject } from '../token';
import { decodeUtf8, findUtf8Error } from '../decode/utf8';

/** Why JSON can't be read. `offset` is the zero-based byte at which the error is. */
export interface JsonError {
  readonly problem: 'not_utf8' | 'not_json' | 'too_deep';
  readonly offset: number;
}

/** The parsed value, or why there is none. Distinguish them by `'value' in reading`: the value itself can be null. */
export type JsonReading = { readonly value: unknown } | JsonError;

/** Reads JSON in UTF-8, the only encoding that JOSE allows (RFC 7515 §2). */
export function readJson(bytes: Uint8Array): JsonReading {
  const text = decodeUtf8(bytes);
  if (text === undefined) return { problem: 'not_utf8', offset: findUtf8Error(bytes) };
  const reading = readJsonText(text);
  return 'value' in reading ? reading : { ...reading, offset: byteOffset(text, reading.offset) };
}

/** After invalid JSON, this many texts are checked before they are parsed. */
const CHECKED_AFTER_FAILURE = 64;
let checked = 0;

/**
 * Parses JSON. Undefined if it's invalid. An exception of `JSON.parse` costs as much as parsing a kilobyte, and hostile
 * text can cause one every few characters. So after one, the next texts are checked first.
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

/** Reads JSON text. The `offset` of an error is in characters, which are bytes if the text is ASCII. */
export function readJsonText(text: string): JsonReading {
  const parsed = parseJson(text);
  if (parsed === undefined) return { problem: 'not_json', offset: findJsonError(text, Infinity) };
  if (isTooDeep(text, parsed.value)) {
    return { problem: 'too_deep', offset: findJsonError(text, maxJsonDepth) };
  }
  return parsed;
}

/** Parses JSON, given as text if it's ASCII, else as bytes. Undefined if it can't be read for any reason. */
export function parseJsonContent(content: string | Uint8Array): { readonly value: unknown } | undefined {
  const text = typeof content === 'string' ? content : decodeUtf8(content);
  const parsed = text === undefined ? undefined : parseJson(text);
  return parsed === undefined || isTooDeep(text ?? '', parsed.value) ? undefined : parsed;
}

/** Reads JSON, given as text if it's ASCII, else as bytes. */
export function readJsonContent(content: string | Uint8Array): JsonReading {
  return typeof content === 'string' ? readJsonText(content) : readJson(content);
}

/** Whether a parsed value is a JSON object: neither null nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTooDeep(text: string, value: unknown): boolean {
  return hasBrackets(text, maxJsonDepth + 1) && isDeeperThan(value, maxJsonDepth);
}

/** Whether a text has at least this many opening brackets. Most have fewer, so that the depth of their value isn't measured. */
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

/** Recurses at most `levels` deep, so that nesting can't overflow the stack. */
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
