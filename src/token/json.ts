import { findJsonFault } from './json-fault';
import { MAX_JSON_DEPTH } from './limits';
import type { JsonObject } from './token';
import { decodeUtf8, findUtf8Fault } from './utf8';

/** A JSON text that cannot be read. `offset` is the zero-based byte at which it goes wrong. */
export interface JsonFault {
  readonly problem: 'not_utf8' | 'not_json' | 'too_deep';
  readonly offset: number;
}

export type JsonReading = { readonly value: unknown } | JsonFault;

/** The value of a JSON text in UTF-8, the only encoding that JOSE allows (RFC 7515 §2). */
export function readJson(bytes: Uint8Array): JsonReading {
  const text = decodeUtf8(bytes);
  if (text === undefined) return { problem: 'not_utf8', offset: findUtf8Fault(bytes) };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: 'not_json', offset: byteOffset(text, findJsonFault(text, Infinity)) };
  }
  if (isDeeperThan(value, MAX_JSON_DEPTH)) {
    return { problem: 'too_deep', offset: byteOffset(text, findJsonFault(text, MAX_JSON_DEPTH)) };
  }
  return { value };
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
