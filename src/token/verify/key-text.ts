import { decodeLeniently } from '../base64url';
import { isJsonObject } from '../json';
import type { JsonObject } from '../token';
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

/** Tells keys from secrets by their text alone: whatever looks like a key is never taken for a secret. */
export function parseKeyText(text: string): KeyText {
  if (text.includes('-----BEGIN ')) return parsePem(text.replace(ESCAPED_LINE_BREAK, '\n'));
  const trimmed = text.trim();
  if (trimmed.startsWith('{') || trimmed.startsWith('['))
    return parseJwkText(trimmed) ?? { form: 'secret', text };
  const base64 = trimmed.replace(/\s+/g, '');
  return isDer(base64) ? { form: 'der', base64 } : { form: 'secret', text };
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
    return text.includes('"kty"')
      ? { form: 'unreadable', why: 'it looks like a JWK, but it is not JSON' }
      : undefined;
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

/** A DER sequence of exactly the text's length that begins as a key or a certificate does (X.690 §8.1). */
function isDer(base64: string): boolean {
  if (base64.length < MIN_DER_LENGTH || !/^M[\w+/-]+={0,2}$/.test(base64)) return false;
  const bytes = decodeLeniently(base64);
  const [tag, first = 0] = bytes;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (tag !== 0x30 || lengthBytes > 4) return false;
  const start = 2 + lengthBytes;
  const length =
    lengthBytes === 0 ? first : bytes.subarray(2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  const inner = bytes[start];
  return start + length === bytes.length && (inner === 0x30 || inner === 0x02);
}
