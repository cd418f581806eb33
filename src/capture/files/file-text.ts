/** What comes out of a compressed file, in bytes: as much as a file that isn't compressed may have. */
const maxTextBytes = 256 * 1024 * 1024;

/** The text of a file, or why it has none. */
export type FileText = { readonly text: string } | { readonly problem: 'archive' | 'too large' };

/**
 * Reads a file as text: UTF-8, or UTF-16 with or without its byte order mark, as PowerShell writes it (Encoding Standard
 * §6.1), or such text compressed with gzip (`.har.gz`). Rejects when the file is gone.
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

/** Undefined for what is too large. Of a damaged file, what comes before the damage. */
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
    // The reader of the text finds where it ends.
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
