import type { Bytes } from './aes';

/** A plaintext up to here is inflated whatever its compressed length, in bytes. */
export const MAX_INFLATED_LENGTH = 250_000;

/** Beyond that, one that is no more than so many times its compressed length. */
export const MAX_INFLATION = 10;

/**
 * How much is handed to the stream at once, in bytes. Deflate makes at most 1032 bytes of one, and a browser may inflate
 * the whole of what it is handed before the first of it can be read: this bounds what is in memory.
 */
const STEP = 1024;

/**
 * What a JWE with `zip: DEF` holds (RFC 7516 §4.1.3, RFC 1951), bounded: a small token must not become a large text
 * (CVE-2024-28180 and its like).
 */
export async function inflate(compressed: Bytes): Promise<Bytes | 'broken' | 'too large'> {
  const limit = Math.max(MAX_INFLATED_LENGTH, MAX_INFLATION * compressed.length);
  const stream = new DecompressionStream('deflate-raw');
  const reader = stream.readable.getReader();
  const feeding = feed(stream.writable.getWriter(), compressed);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > limit) {
        await reader.cancel();
        return 'too large';
      }
      chunks.push(value);
    }
  } catch {
    return 'broken';
  } finally {
    await feeding;
  }
  return joinChunks(chunks, length);
}

/** Whether it inflates to more than either bound: worth a warning even where it was not stopped. */
export function isInflationSuspect(compressedLength: number, length: number): boolean {
  return length > MAX_INFLATED_LENGTH || length > MAX_INFLATION * compressedLength;
}

/** Never throws: what is wrong with the data the reader is told. */
async function feed(writer: WritableStreamDefaultWriter<Bytes>, bytes: Bytes): Promise<void> {
  try {
    for (let at = 0; at < bytes.length; at += STEP) {
      await writer.ready;
      await writer.write(bytes.slice(at, at + STEP));
    }
    await writer.close();
  } catch {
    // The stream has failed or was cancelled.
  }
}

function joinChunks(chunks: readonly Uint8Array[], length: number): Bytes {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
