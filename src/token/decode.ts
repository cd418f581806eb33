import { isJsonObject, readJson } from './json';
import { isPayloadUnencoded, readHeader } from './header';
import { MAX_TOKEN_LENGTH } from './limits';
import { createMalformed, TokenFault } from './malformed';
import { createCharacterFault, readSegment } from './segment';
import type { Jws, PayloadReason, Segment, Token } from './token';

const JWS_SEGMENTS = ['header', 'payload', 'signature'] as const;
const JWE_SEGMENTS = ['header', 'encrypted key', 'iv', 'ciphertext', 'tag'] as const;

/** Three parts with a tilde behind (RFC 9901 §4). In an unencoded payload a tilde is a letter like any other. */
const ISSUER_SIGNED = /^[^.]*\.[^.]*\.[^.~]*(?=~)/;

/**
 * Reads one token in compact serialization, strictly: RFC 7515 §5.2 and RFC 7516 §5.2 up to the cryptography.
 *
 * Takes nothing off the text: no `Bearer`, no quotes, no white space (`findTokens` does). Checks no signature and
 * judges no claim. Never throws: what is no token is `malformed`, with a reason, a place and as much as can be read.
 * Of duplicate members the last one counts, as in `JSON.parse`; numbers are JavaScript's.
 */
export function decode(text: string): Token {
  if (text.length > MAX_TOKEN_LENGTH) {
    const params = [String(text.length), String(MAX_TOKEN_LENGTH)];
    return createMalformed(text, new TokenFault('too_long', 'token', MAX_TOKEN_LENGTH, params));
  }
  const issuerSigned = ISSUER_SIGNED.exec(text)?.[0];
  if (issuerSigned !== undefined) return decodeWithDisclosures(text, issuerSigned.length);
  // One part more than any token has is enough to know; a text of dots must not become an array of its length.
  const parts = text.split('.', JWE_SEGMENTS.length + 1);
  if (parts.length === JWS_SEGMENTS.length) return decodeJws(text, parts);
  if (parts.length === JWE_SEGMENTS.length) return decodeJwe(text, parts);
  return createMalformed(text, findShapeFault(text, parts.length));
}

function decodeJws(raw: string, [first = '', second = '', third = '']: readonly string[]): Token {
  const header = readHeader(first);
  if (header instanceof TokenFault) return createMalformed(raw, header);
  // RFC 7516 §9: `enc` is for encrypted tokens. What is left of a cut one must not be shown as a payload.
  if (Object.hasOwn(header, 'enc')) {
    return createMalformed(
      raw,
      new TokenFault('part_count', 'token', raw.length, [String(JWS_SEGMENTS.length)]),
    );
  }

  const payloadStart = first.length + 1;
  const payload = isPayloadUnencoded(header)
    ? readUnencoded(second, payloadStart)
    : readSegment(second, 'payload', payloadStart);
  if (payload instanceof TokenFault) return createMalformed(raw, payload);

  const signature = readSegment(third, 'signature', payloadStart + second.length + 1);
  if (signature instanceof TokenFault) return createMalformed(raw, signature);

  return { kind: 'jws', raw, header, payload, ...readClaims(payload), signature };
}

function decodeJwe(raw: string, parts: readonly string[]): Token {
  const [first = ''] = parts;
  const header = readHeader(first);
  if (header instanceof TokenFault) return createMalformed(raw, header);
  if (typeof header.enc !== 'string' || header.enc === '') {
    return createMalformed(raw, new TokenFault('enc_missing', 'header', 0));
  }
  const segments: Uint8Array[] = [];
  let start = first.length + 1;
  for (const [index, segment] of JWE_SEGMENTS.entries()) {
    if (index === 0) continue;
    const text = parts[index] ?? '';
    const bytes = readSegment(text, segment, start);
    if (bytes instanceof TokenFault) return createMalformed(raw, bytes);
    segments.push(bytes);
    start += text.length + 1;
  }
  const [encryptedKey, iv, ciphertext, tag] = segments as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  return { kind: 'jwe', raw, header, encryptedKey, iv, ciphertext, tag };
}

/** A JWS with disclosures behind it is not taken for a plain one: its claims would be told without what they hide. */
function decodeWithDisclosures(raw: string, tilde: number): Token {
  const issuerSigned = decode(raw.slice(0, tilde));
  if (issuerSigned.kind !== 'jws') {
    return createMalformed(raw, createCharacterFault(raw, tilde, findSegmentAt(raw, tilde)));
  }
  const disclosures = raw.slice(tilde + 1, raw.lastIndexOf('~')).split('~');
  const count = raw.lastIndexOf('~') === tilde ? 0 : disclosures.length;
  return createMalformed(raw, new TokenFault('sd_jwt', 'token', tilde, [String(count)]));
}

function readClaims(payload: Uint8Array): Pick<Jws, 'claims'> | Pick<Jws, 'payloadProblem'> {
  if (payload.length === 0) return createProblem('payload_detached');
  const reading = readJson(payload);
  if ('problem' in reading) return createProblem(`payload_${reading.problem}`, reading.offset);
  return isJsonObject(reading.value) ? { claims: reading.value } : createProblem('payload_not_object');
}

function createProblem(reason: PayloadReason, offset = 0): Pick<Jws, 'payloadProblem'> {
  return { payloadProblem: { reason, offset } };
}

/** RFC 7797 §5.2: in compact serialization an unencoded payload is printable ASCII without a dot. */
function readUnencoded(text: string, start: number): Uint8Array | TokenFault {
  const other = text.search(/[^ -~]/);
  return other === -1 ? new TextEncoder().encode(text) : createCharacterFault(text, other, 'payload', start);
}

function findShapeFault(text: string, parts: number): TokenFault {
  if (text.trim() === '') return new TokenFault('empty', 'token', 0);
  const other = text.search(/[^\w.-]/);
  if (other !== -1) return createCharacterFault(text, other, findSegmentAt(text, other));
  // The dot that begins the first part too many, or the end, where a part is missing.
  const kept = parts > JWE_SEGMENTS.length ? JWE_SEGMENTS.length : JWS_SEGMENTS.length;
  const offset = text.split('.', kept).join('.').length;
  return new TokenFault('part_count', 'token', offset, [String(countParts(text))]);
}

/** The part of a signed token that an index lies in, as far as the dots tell. */
function findSegmentAt(text: string, index: number): Segment {
  const dots = text.slice(0, index).split('.', JWS_SEGMENTS.length + 1).length - 1;
  return JWS_SEGMENTS[dots] ?? 'token';
}

function countParts(text: string): number {
  let count = 1;
  for (let dot = text.indexOf('.'); dot !== -1; dot = text.indexOf('.', dot + 1)) count += 1;
  return count;
}
