import { decodeLeniently } from '../base64url';
import { decodeHex } from '../hex';
import { isJsonObject } from '../json';
import type { JsonObject } from '../token';
import { decodeUtf8Leniently } from '../utf8';
import { quoteForSentence } from '../wording';

/** The base64 between a `BEGIN` and an `END` line (RFC 7468 §2). */
export interface PemBlock {
  readonly label: string;
  readonly base64: string;
}

/** What kind of text was pasted as a key. Nothing has been imported yet. */
export type KeyText =
  | { readonly form: 'pem'; readonly blocks: readonly PemBlock[] }
  /** The inside of a PEM without its armour. */
  | { readonly form: 'der'; readonly base64: string }
  | { readonly form: 'jwk'; readonly jwk: JsonObject }
  | { readonly form: 'jwks'; readonly keys: readonly JsonObject[] }
  | { readonly form: 'secret'; readonly text: string }
  /** Meant as a key of some kind, but broken; `why` is a clause in English. */
  | { readonly form: 'unreadable'; readonly why: string };

const BEGIN = /-----BEGIN ([A-Z0-9][A-Z0-9 ]{0,40})-----/g;
/** What is around and inside a PEM that was copied out of code or an environment file. */
const ESCAPED_LINE_BREAK = /\\r\\n|\\n|\\r/g;
const NOT_BASE64 = /[^\w+/=-]/g;
/** Shorter than any public key. */
const MIN_DER_LENGTH = 40;
/** Armour with other dashes, with one line lost, or of RFC 4716. */
const BROKEN_ARMOUR = /\b(?:BEGIN|END) (?:[A-Z\d]+ ){0,5}(?:KEY|CERTIFICATE)\b/;
/** `-----BEGIN` in base64: how Kubernetes and CI variables hold a PEM. */
const PEM_IN_BASE64 = /^LS0tLS1CRUdJTi/;
/** One line of `authorized_keys`. */
const SSH_KEY = /^(?:ssh|ecdsa|sk)-\S+\s+AAAA/;
/** A JWK with other quotes than JSON has, with escaped ones, or with none. */
const JWK_MEMBER = /\bkty\\?["'`]?\s*:/;

/** Tells keys from secrets by their text alone: whatever looks like a key is never taken for a secret. */
export function parseKeyText(text: string): KeyText {
  if (text.includes('-----BEGIN ')) return parsePem(text.replace(ESCAPED_LINE_BREAK, '\n'));
  const trimmed = text.trim();
  const json = /^[{[]/.test(trimmed) ? parseJwkText(trimmed) : undefined;
  return json ?? parseEncoded(trimmed) ?? parseBroken(trimmed) ?? { form: 'secret', text };
}

/** A key without its armour, or with its armour in base64. */
function parseEncoded(text: string): KeyText | undefined {
  const base64 = text.replace(/\s+|^["'`]|["'`]$/g, '');
  if (PEM_IN_BASE64.test(base64)) return parsePem(decodeUtf8Leniently(decodeLeniently(base64)));
  if (base64.length < MIN_DER_LENGTH) return undefined;
  if (/^30(?:[\da-f]{2})+$/i.test(base64) && measureDer(decodeHex(base64)) === 'whole') {
    return { form: 'unreadable', why: 'it is DER in hex. Convert it to base64' };
  }
  if (!/^M[\w+/-]+={0,2}$/.test(base64)) return undefined;
  switch (measureDer(decodeLeniently(base64))) {
    case 'whole':
      return { form: 'der', base64 };
    case 'cut':
      return { form: 'unreadable', why: 'it begins as a key in base64, but its length is another' };
    case 'other':
      return undefined;
  }
}

/** What can only have been meant as a key. Taken for a secret, it would let anyone who has it sign. */
function parseBroken(text: string): KeyText | undefined {
  if (BROKEN_ARMOUR.test(text)) return { form: 'unreadable', why: 'its BEGIN line is broken' };
  if (SSH_KEY.test(text)) return { form: 'unreadable', why: 'it is an SSH public key. Convert it to PEM' };
  return JWK_MEMBER.test(text)
    ? { form: 'unreadable', why: 'it looks like a JWK, but it is not JSON' }
    : undefined;
}

function parsePem(text: string): KeyText {
  const blocks: PemBlock[] = [];
  BEGIN.lastIndex = 0;
  for (let begin = BEGIN.exec(text); begin !== null; begin = BEGIN.exec(text)) {
    const [, label = ''] = begin;
    const end = text.indexOf(`-----END ${label}-----`, BEGIN.lastIndex);
    if (end === -1) return { form: 'unreadable', why: `the PEM has no line "END ${label}"` };
    blocks.push({ label, base64: text.slice(BEGIN.lastIndex, end).replace(NOT_BASE64, '') });
    BEGIN.lastIndex = end;
  }
  return blocks.length === 0
    ? { form: 'unreadable', why: 'its BEGIN line is broken' }
    : { form: 'pem', blocks };
}

/** Undefined for text in braces that is neither JSON nor meant as a JWK: some secrets look like that. */
function parseJwkText(text: string): KeyText | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (Array.isArray(value)) return { form: 'jwks', keys: value.filter(isJsonObject) };
  if (!isJsonObject(value)) return undefined;
  if (typeof value.kty === 'string') return { form: 'jwk', jwk: value };
  if (Array.isArray(value.keys)) return { form: 'jwks', keys: value.keys.filter(isJsonObject) };
  return typeof value.jwks_uri === 'string'
    ? {
        form: 'unreadable',
        why: `it is a discovery document, and its keys are at ${quoteForSentence(value.jwks_uri)}`,
      }
    : { form: 'unreadable', why: 'it is JSON with neither "kty" nor "keys"' };
}

/**
 * A DER sequence that begins as a key or a certificate does and is as long as it says (X.690 §8.1), or a long one that
 * is not: short ones begin like too many secrets.
 */
function measureDer(bytes: Uint8Array): 'whole' | 'cut' | 'other' {
  const [tag, first = 0] = bytes;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (tag !== 0x30 || lengthBytes > 4) return 'other';
  const start = 2 + lengthBytes;
  const inner = bytes[start];
  if (inner !== 0x30 && inner !== 0x02) return 'other';
  const length =
    lengthBytes === 0 ? first : bytes.subarray(2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  if (start + length === bytes.length) return 'whole';
  return lengthBytes === 0 ? 'other' : 'cut';
}
