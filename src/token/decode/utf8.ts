/** A byte-order mark is kept: in JSON it is an error (RFC 8259 §8.1), not something to overlook. */
const tolerant = new TextDecoder('utf-8', { ignoreBOM: true });
const REPLACEMENT = '\uFFFD';
/** Its first byte. */
const REPLACEMENT_BYTE = 0xef;
const encoder = new TextEncoder();

/** The text, or undefined where the bytes are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  // A decoder that is `fatal` throws, which costs more than all else that is done with a short text.
  const text = tolerant.decode(bytes);
  return text.includes(REPLACEMENT) && !isReplacementWritten(bytes) ? undefined : text;
}

/** What can be read of the text; `U+FFFD` stands for the rest. */
export function decodeUtf8Leniently(bytes: Uint8Array): string {
  return tolerant.decode(bytes);
}

/** Zero-based index of the first byte that is not UTF-8, or the length when all are. */
export function findUtf8Error(bytes: Uint8Array): number {
  const text = tolerant.decode(bytes);
  let offset = 0;
  let from = 0;
  for (;;) {
    const at = text.indexOf(REPLACEMENT, from);
    if (at === -1) return bytes.length;
    offset += encoder.encode(text.slice(from, at)).length;
    if (!isWrittenOut(bytes, offset)) return offset;
    offset += 3;
    from = at + 1;
  }
}

/** Whether each U+FFFD of the decoded text stands in the bytes themselves. */
function isReplacementWritten(bytes: Uint8Array): boolean {
  return bytes.includes(REPLACEMENT_BYTE) && findUtf8Error(bytes) === bytes.length;
}

/** Whether a U+FFFD of the decoded text stands in the bytes themselves. */
function isWrittenOut(bytes: Uint8Array, offset: number): boolean {
  return bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
}
