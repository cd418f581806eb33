/** Binary formats whose bytes are kept even if they look like text: the search parses them by their length fields. */
const binaryTypes = /^application\/(?:grpc-web|connect|proto|protobuf|x-protobuf)(?:\+|$)/;
/** A byte that doesn't occur in text. */
// oxlint-disable-next-line no-control-regex -- bytes
const binaryByte = /[\0-\x08\x0e-\x1a\x1c\x1d\x7f]/;
const charset = /;\s*charset="?([\w.:-]{1,40})/i;

/**
 * Decodes bytes as text: by their byte order mark, the charset of their type, or as UTF-16 or UTF-8 if they are valid.
 * Other bytes aren't text, and each becomes one character. Apart from the charset and protobuf the type is ignored.
 * `isCut`: a character at either end may be incomplete.
 */
export function decodeBytes(
  bytes: Uint8Array,
  { mimeType, isCut = false }: { readonly mimeType: string; readonly isCut?: boolean },
): string {
  if (binaryTypes.test(essenceOf(mimeType))) return decodeEach(bytes);
  const encoding = encodingOf(bytes, mimeType);
  if (encoding !== 'utf-8') return decodeAs(encoding, bytes) ?? decodeEach(bytes);
  const text = decodeAs('utf-8', isCut ? bytes.subarray(continuationsOf(bytes)) : bytes, isCut);
  if (text !== undefined && !(text.length < bytes.length && binaryByte.test(text))) return text;
  // A form that includes a file: the names of its fields are text.
  if (essenceOf(mimeType).startsWith('multipart/') || startsWithDelimiter(bytes)) return lossy.decode(bytes);
  return decodeEach(bytes);
}

/** Decodes each byte as one character. */
export function decodeEach(bytes: Uint8Array): string {
  const parts: string[] = [];
  // A number of arguments that every engine accepts.
  for (let at = 0; at < bytes.length; at += 8_192) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8_192)));
  }
  return parts.join('');
}

const lossy = new TextDecoder();

function encodingOf(bytes: Uint8Array, mimeType: string): string {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  // JSON begins with two ASCII characters (RFC 4627 §3).
  if (isAscii(first) && second === 0 && isAscii(third) && fourth === 0) return 'utf-16le';
  if (first === 0 && isAscii(second) && third === 0 && isAscii(fourth)) return 'utf-16be';
  const named = charset.exec(mimeType)?.[1]?.toLowerCase() ?? 'utf-8';
  return named === 'utf8' || decodeAs(named, bytes.subarray(0, 0)) === undefined ? 'utf-8' : named;
}

/** Undefined if the bytes aren't valid in this encoding, or the encoding is unknown. */
function decodeAs(encoding: string, bytes: Uint8Array, isCut = false): string | undefined {
  try {
    const decoder = new TextDecoder(encoding, { fatal: encoding === 'utf-8' });
    return decoder.decode(bytes, { stream: isCut });
  } catch {
    return undefined;
  }
}

/** Number of bytes of a character whose beginning was cut off (RFC 3629 §3). */
function continuationsOf(bytes: Uint8Array): number {
  const at = bytes.subarray(0, 3).findIndex((byte) => (byte & 0xc0) !== 0x80);
  return at === -1 ? 0 : at;
}

/** Whether it looks like a multipart body (RFC 2046 §5.1.1). */
function startsWithDelimiter(bytes: Uint8Array): boolean {
  return bytes[0] === 0x2d && bytes[1] === 0x2d;
}

function isAscii(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x09 && byte < 0x7f;
}

function essenceOf(mimeType: string): string {
  return mimeType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
