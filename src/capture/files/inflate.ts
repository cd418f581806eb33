import type { Body, BodyGap } from '../../traffic';
import { maxBodyLength } from '../protocol/limits';
import { bodyPartLength, bytesOf, parseBytes } from '../protocol/text-body';
import { maxInflatedBytes } from './limits';

const formats: Partial<Record<BodyGap, readonly string[]>> = {
  gzip: ['gzip'],
  // "deflate" is zlib's format (RFC 9110 §8.4.1.2), and some servers send it without zlib's header.
  deflate: ['deflate', 'deflate-raw'],
  brotli: ['brotli'],
  zstd: ['zstd'],
};

/** Number of bytes that may still be decompressed. Changed in place. */
export interface Budget {
  left: number;
}

/**
 * Decompresses the body as far as the browser supports the format and the limits allow. Returns the body unchanged if it
 * isn't compressed or can't be decompressed. Never rejects.
 */
export async function inflateBody(body: Body, budget: Budget): Promise<Body> {
  const names = body.gap === undefined ? undefined : formats[body.gap];
  if (names === undefined || body.gap === undefined) return body;
  const { mimeType, gap } = body;
  if (body.text === '' || budget.left <= 0) return body;
  const bytes = bytesOf(body.text);
  for (const name of names) {
    const inflated = await inflate(bytes, name, budget);
    if (inflated === undefined) continue;
    const { start, end, isComplete } = inflated;
    const read = parseBytes(start, mimeType, end);
    if (isComplete) return read;
    // Damaged or too large: the decompressed part is kept.
    return { ...read, truncated: true, gap: start.length < bodyPartLength ? gap : 'too large' };
  }
  return body;
}

interface Inflated {
  readonly start: Uint8Array;
  readonly end?: Uint8Array;
  readonly isComplete: boolean;
}

/** Undefined if the browser doesn't support the format, or there was no output. */
async function inflate(bytes: Uint8Array, format: string, budget: Budget): Promise<Inflated | undefined> {
  const limit = Math.min(maxInflatedBytes, budget.left);
  const first = new Uint8Array(bodyPartLength);
  let firstLength = 0;
  let last: Uint8Array[] = [];
  let lastLength = 0;
  let total = 0;
  let isComplete = false;
  try {
    const stream = new Blob([bytes as Uint8Array<ArrayBuffer>])
      .stream()
      .pipeThrough(new DecompressionStream(format as CompressionFormat));
    const reader = stream.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      isComplete = done;
      if (done) break;
      total += value.length;
      const taken = value.subarray(0, first.length - firstLength);
      first.set(taken, firstLength);
      firstLength += taken.length;
      if (taken.length < value.length) {
        last.push(value.subarray(taken.length));
        lastLength += value.length - taken.length;
      }
      const [oldest] = last;
      if (oldest !== undefined && lastLength - oldest.length >= bodyPartLength) {
        last = last.slice(1);
        lastLength -= oldest.length;
      }
      if (total > limit) {
        await reader.cancel();
        break;
      }
    }
  } catch {
    // The format isn't supported, or the bytes are damaged.
  }
  budget.left -= total;
  if (total === 0 && !isComplete) return undefined;
  const start = first.subarray(0, firstLength);
  if (lastLength === 0) return { start, isComplete };
  const end = concat(last, lastLength);
  const isShort = total <= maxBodyLength;
  if (isShort) return { start: concat([start, end], total), isComplete };
  return isComplete ? { start, end: end.subarray(-bodyPartLength), isComplete } : { start, isComplete };
}

function concat(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
