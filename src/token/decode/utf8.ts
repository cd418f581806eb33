/** Keeps a byte-order mark: in JSON it's an error (RFC 8259 §8.1) that must be reported. */
const tolerant = new TextDecoder('utf-8', { ignoreBOM: true });
const REPLACEMENT = '\uFFFD';
/** First byte of its UTF-8 encoding. */
const REPLACEMENT_BYTE = 0xef;
const encoder = new TextEncoder();

/** The text, or undefined if the bytes aren't UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  // A `fatal` decoder throws, which costs more than everything else for a short text.
  const text = tolerant.decode(bytes);
  return text.includes(REPLACEMENT) && !areReplacementsEncoded(bytes) ? undefined : text;
}

/** The readable text, with `U+FFFD` for invalid bytes. */
export function decodeUtf8Leniently(bytes: Uint8Array): string {
  return tolerant.decode(bytes);
}

/** Zero-based index of the first byte that isn't UTF-8, or the length if all are. */
export function findUtf8Error(bytes: Uint8Array): number {
  const text = tolerant.decode(bytes);
  let offset = 0;
  let from = 0;
  for (;;) {
    const at = text.indexOf(REPLACEMENT, from);
    if (at === -1) return bytes.length;
    offset += encoder.encode(text.slice(from, at)).length;
    if (!isReplacementAt(bytes, offset)) return offset;
    offset += 3;
    from = at + 1;
  }
}

/** Whether every U+FFFD of the decoded text is encoded in the bytes, rather than a replacement. */
function areReplacementsEncoded(bytes: Uint8Array): boolean {
  return bytes.includes(REPLACEMENT_BYTE) && findUtf8Error(bytes) === bytes.length;
}

/** Whether a U+FFFD is encoded in the bytes at this offset. */
function isReplacementAt(bytes: Uint8Array, offset: number): boolean {
  return bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
}
