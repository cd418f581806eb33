import type { Bytes } from './aes';

/** Bytes up to which a plaintext is inflated, whatever its compressed length. */
export const MAX_INFLATED_LENGTH = 250_000;

/** A longer plaintext may be at most this many times its compressed length. */
export const MAX_INFLATION = 10;

/**
 * Bytes that are written to the stream at once. Deflate makes at most 1032 bytes from one, and a browser may inflate
 * everything that was written before the first byte can be read: this limits memory.
 */
const STEP = 1024;

/**
 * Inflates the content of a JWE with `zip: DEF` (RFC 7516 §4.1.3, RFC 1951), up to a limit: a small token must not
 * become a large text (CVE-2024-28180 and similar).
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
  return concatChunks(chunks, length);
}

/** Whether the plaintext exceeds either limit, which deserves a warning even if it was inflated. */
export function isInflationSuspect(compressedLength: number, length: number): boolean {
  return length > MAX_INFLATED_LENGTH || length > MAX_INFLATION * compressedLength;
}

/** Never throws: the reader gets the errors. */
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

function concatChunks(chunks: readonly Uint8Array[], length: number): Bytes {
  const result = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    result.set(chunk, at);
    at += chunk.length;
  }
  return result;
}
