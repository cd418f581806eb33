import type { Steps } from '../../token';
import { maxProtobufDepth } from './limits';

interface Field {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

const fieldsBetweenPauses = 10_000;
const maxVarintBytes = 10;
/** Shorter than any token, in base64 or not. */
const minTextLength = 16;
/** Bytes that don't occur in text. Field numbers and lengths mostly are such bytes. */
// eslint-disable-next-line no-control-regex -- bytes
const binaryByte = /[\0-\x08\x0e-\x1f\x80-\xff]/;

/**
 * Visits the texts in a protobuf message without its schema (protobuf's encoding.md): length-delimited fields that
 * aren't messages themselves, each with its field numbers, such as `1.2`. Returns false if the bytes aren't a message.
 * Without this, a token would seem to continue, since the number of the next field may be a letter. Each character is
 * one byte.
 */
export function visitFieldTexts(bytes: string, visit: Visit): Steps<boolean> {
  return visitMessage(bytes, '', 0, visit);
}

type Visit = (field: string, text: string) => Steps<unknown> | void;

function* visitMessage(bytes: string, outer: string, depth: number, visit: Visit): Steps<boolean> {
  const fields = depth < maxProtobufDepth ? yield* readFields(bytes) : undefined;
  if (fields === undefined) return false;
  for (const { number, start, end } of fields) {
    const text = bytes.slice(start, end);
    const field = `${outer}${number}`;
    const isMessage = binaryByte.test(text) && (yield* visitMessage(text, `${field}.`, depth + 1, visit));
    const steps = isMessage ? undefined : visit(field, text);
    if (steps !== undefined) yield* steps;
  }
  return true;
}

/** The length-delimited fields that are long enough for a token. Undefined if the bytes aren't a complete message. */
function* readFields(bytes: string): Steps<readonly Field[] | undefined> {
  const fields: Field[] = [];
  let at = 0;
  for (let read = 1; at < bytes.length; read += 1) {
    if (read % fieldsBetweenPauses === 0) yield;
    const tag = readVarint(bytes, at);
    if (tag === undefined || tag.value < 8) return undefined;
    const number = Math.floor(tag.value / 8);
    switch (tag.value % 8) {
      case 0: {
        const varint = readVarint(bytes, tag.end);
        if (varint === undefined) return undefined;
        at = varint.end;
        break;
      }
      case 1:
        at = tag.end + 8;
        break;
      case 2: {
        const length = readVarint(bytes, tag.end);
        if (length === undefined) return undefined;
        at = length.end + length.value;
        if (length.value >= minTextLength) fields.push({ number, start: length.end, end: at });
        break;
      }
      case 5:
        at = tag.end + 4;
        break;
      default:
        return undefined;
    }
  }
  return at === bytes.length ? fields : undefined;
}

function readVarint(
  bytes: string,
  start: number,
): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let index = 0; index < maxVarintBytes && start + index < bytes.length; index += 1) {
    const byte = bytes.charCodeAt(start + index);
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: start + index + 1 };
  }
  return undefined;
}
