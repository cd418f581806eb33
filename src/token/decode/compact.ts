import { isPayloadUnencoded, readHeader } from './header';
import { createJws } from './jws';
import { createMalformed, DecodeFailure } from './malformed';
import { readPayload, readUnencodedPayload, type PayloadSource } from './payload';
import { createCharacterFailure, findSegmentFailure, readSegment } from './segment';
import type { Jwe, Jws, Malformed, Segment } from '../token';

const JWS_SEGMENTS = ['header', 'payload', 'signature'] as const;
const JWE_SEGMENTS = ['header', 'encrypted key', 'iv', 'ciphertext', 'tag'] as const;

/** A token in compact serialization (RFC 7515 §7.1, RFC 7516 §7.1). */
export function decodeCompact(text: string): Jws | Jwe | Malformed {
  const first = text.indexOf('.');
  const second = first === -1 ? -1 : text.indexOf('.', first + 1);
  if (second !== -1 && !text.includes('.', second + 1)) return decodeCompactJws(text, first, second);
  // Splits off at most one part too many: a text of dots must not become an array of its length.
  const parts = text.split('.', JWE_SEGMENTS.length + 1);
  if (parts.length === JWE_SEGMENTS.length) return decodeJwe(text, parts);
  return createMalformed(text, findShapeFailure(text, parts.length));
}

/** A JWS in compact serialization, whose two dots are at `first` and `second`. */
export function decodeCompactJws(raw: string, first: number, second: number): Jws | Malformed {
  const protectedText = raw.slice(0, first);
  const header = readHeader(protectedText);
  if (header instanceof DecodeFailure) return createMalformed(raw, header);
  // RFC 7516 §9: `enc` means encrypted. A part of a truncated JWE must not be shown as a payload.
  if (Object.hasOwn(header, 'enc')) {
    const params = [JWS_SEGMENTS.length];
    return createMalformed(raw, new DecodeFailure('part_count', 'token', raw.length, params));
  }
  const payloadText = raw.slice(first + 1, second);
  const payload = isPayloadUnencoded(header)
    ? readUnencoded(payloadText, first + 1)
    : readPayload(payloadText, first + 1, header.zip);
  if (payload instanceof DecodeFailure) return createMalformed(raw, payload);

  const signatureText = raw.slice(second + 1);
  const failure = findSegmentFailure(signatureText, 'signature', second + 1);
  if (failure !== undefined) return createMalformed(raw, failure);
  return createJws(raw, 'compact', payload, [{ header, protectedText, signatureText }]);
}

function decodeJwe(raw: string, parts: readonly string[]): Jwe | Malformed {
  const [protectedText = ''] = parts;
  const header = readHeader(protectedText);
  if (header instanceof DecodeFailure) return createMalformed(raw, header);
  if (typeof header.enc !== 'string' || header.enc === '') {
    return createMalformed(raw, new DecodeFailure('enc_missing', 'header', 0));
  }
  const segments: Uint8Array[] = [];
  let start = protectedText.length + 1;
  for (const [index, segment] of JWE_SEGMENTS.entries()) {
    if (index === 0) continue;
    const text = parts[index] ?? '';
    const bytes = readSegment(text, segment, start);
    if (bytes instanceof DecodeFailure) return createMalformed(raw, bytes);
    segments.push(bytes);
    start += text.length + 1;
  }
  const [encryptedKey, iv, ciphertext, tag] = segments as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  return {
    kind: 'jwe',
    raw,
    serialization: 'compact',
    header,
    protectedText,
    encryptedKey,
    iv,
    ciphertext,
    tag,
    recipients: [{ header, encryptedKey }],
  };
}

/** RFC 7797 §5.2: in compact serialization an unencoded payload is printable ASCII without a dot. */
function readUnencoded(text: string, start: number): PayloadSource | DecodeFailure {
  const other = text.search(/[^ -~]/);
  return other === -1 ? readUnencodedPayload(text) : createCharacterFailure(text, other, 'payload', start);
}

function findShapeFailure(text: string, parts: number): DecodeFailure {
  if (text.trim() === '') return new DecodeFailure('empty', 'token', 0);
  const other = text.search(/[^\w.-]/);
  if (other !== -1) return createCharacterFailure(text, other, findSegmentAt(text, other));
  // The dot before the first extra part, or the end where a part is missing.
  const kept = parts > JWE_SEGMENTS.length ? JWE_SEGMENTS.length : JWS_SEGMENTS.length;
  const offset = text.split('.', kept).join('.').length;
  return new DecodeFailure('part_count', 'token', offset, [countParts(text)]);
}

/** The JWS part at an index, determined by the dots before it. */
function findSegmentAt(text: string, index: number): Segment {
  const dots = text.slice(0, index).split('.', JWS_SEGMENTS.length + 1).length - 1;
  return JWS_SEGMENTS[dots] ?? 'token';
}

function countParts(text: string): number {
  let count = 1;
  for (let dot = text.indexOf('.'); dot !== -1; dot = text.indexOf('.', dot + 1)) count += 1;
  return count;
}
