import { maxTextBytes } from './limits';

/** The text of a file, or why it has none. */
export type FileText = { readonly text: string } | { readonly problem: 'archive' | 'too large' };

/**
 * Reads a file as text: UTF-8, UTF-16 with or without a byte order mark, such as PowerShell writes (Encoding Standard
 * §6.1), or such text compressed with gzip (`.har.gz`). Rejects if the file can't be read any more.
 */
export async function readFileText(file: Blob): Promise<FileText> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const [first, second] = bytes;
  if (first === 0x50 && second === 0x4b) return { problem: 'archive' };
  if (first !== 0x1f || second !== 0x8b) return { text: decode(bytes) };
  const inflated = await inflate(bytes);
  return inflated === undefined ? { problem: 'too large' } : { text: decode(inflated) };
}

function decode(bytes: Uint8Array): string {
  const [first, second, third, fourth] = bytes;
  const isLittleEndian = (first === 0xff && second === 0xfe) || (second === 0 && fourth === 0 && first !== 0);
  const isBigEndian = (first === 0xfe && second === 0xff) || (first === 0 && third === 0 && second !== 0);
  const encoding = isLittleEndian ? 'utf-16le' : isBigEndian ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

/** Undefined if it's too large. For a damaged file, the part before the damage. */
async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array | undefined> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      length += value.length;
      if (length > maxTextBytes) {
        await reader.cancel();
        return undefined;
      }
    }
  } catch {
    // Damaged: the text read so far is handled as a truncated file.
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
