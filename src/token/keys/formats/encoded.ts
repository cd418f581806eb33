import { decodeLeniently } from '../../decode/base64url';
import { readByteList, readHexText } from '../../decode/byte-text';
import { decodeUtf8 } from '../../decode/utf8';
import { isJsonObject } from '../../json/read-json';
import { decodeHex } from '../../decode/hex';
import { parseKeyBytes } from './key-bytes';
import { decodeBase58, parseMultikey } from './multibase';
import type { KeyText } from './text';
import { maxCandidateKeys } from '../../limits';

const BASE64 = /^[\w+/-]+={0,2}$/;
/** Two coordinates in base58 have 86 to 182 letters; longer text isn't tried. */
const maxBase58Length = 190;
/** Length of two 32-byte coordinates, and of an Ed25519 key pair. */
const MIN_PAIR_BYTES = 64;
/** Base64 runs that are long enough for a key inside other text, such as a DNS record. */
const RUN = /(?<![\w+/-])[\w+/-]{43,}={0,2}/g;
const maxRuns = 1_000;
/** `-----BEGIN` in base64. */
const PEM_IN_BASE64 = /^LS0tLS1CRUdJTi/;
/** `{"kty"`, `{"keys"`, `<RSAKeyValue`, `ssh-` and `ecdsa-` in base64. */
const KEY_IN_BASE64 = /^(?:eyJrdHki|eyJrZXlzI|PFJTQUtleVZhbHVl|c3NoL|ZWNkc2Et)/;
/** `-----BEGIN` in hex. */
const PEM_IN_HEX = /^2d2d2d2d2d424547494e/i;
/** A line of base64, also as a string literal: quotes and an operator around it. */
const BASE64_LINE =
  /^(?:[\s+.&|]{0,40}["'`]|\s{0,40})([\w+/-]+={0,2})(?:\\[nr]){0,2}(?:["'`][\s+.&|,;_)\\]{0,40})?\s{0,40}$/;

/** A DER sequence whose bytes were pasted as text, possibly decoded as UTF-8. */
const BINARY_DER = /^0(?:[\x80-\x84\ufffd]|[^]{1,3}0[^]\p{Cc}\p{Cc})/u;

/** Parses a text that was found inside the bytes. */
type Parse = (text: string) => KeyText | undefined;

/** A text that is a key in hex, base64, base64url or base58 from start to end; undefined if it can be a secret. */
export function parseEncodedKey(text: string, parse: Parse): KeyText | undefined {
  if (BINARY_DER.test(text)) {
    const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    return parseKeyBytes(bytes, false, undefined) ?? { form: 'unreadable', material: 'der_cut' };
  }
  const listed = readByteList(text);
  const key = listed && parseKeyBytes(listed, true, parse);
  return key ?? parseEncoding(text, true, parse);
}

function parseEncoding(text: string, isFullText: boolean, parse: Parse): KeyText | undefined {
  const inner = isFullText ? parse : undefined;
  const fromHex = readHexText(text);
  const keyInHex = fromHex && parseKeyBytes(fromHex, isFullText, inner);
  if (keyInHex !== undefined) return keyInHex;
  const solid = text.replace(/\s+/g, '').replace(/^["'`]|["'`][,;]?$/g, '');
  if (!BASE64.test(solid)) return undefined;
  const base58 = solid.length > maxBase58Length ? undefined : decodeBase58(solid);
  // Base64 of 64 bytes rarely consists of base58 letters only (one text in 4,000), but every text in base58 can be read
  // as base64: one Ed25519 pair in 400 would be 65 bytes that start like a point.
  const pair =
    base58 && base58.length >= MIN_PAIR_BYTES ? parseKeyBytes(base58, false, undefined) : undefined;
  if (pair !== undefined) return pair;
  // Hex isn't also read as base64: 44 digits would be 33 bytes. Neither is text with one letter too many, unless it's
  // an excerpt.
  const isFullBase64 = isFullText && fromHex === undefined && solid.replace(/=+$/, '').length % 4 !== 1;
  const key = parseKeyBytes(decodeLeniently(solid), isFullBase64, inner);
  if (key !== undefined) return key;
  // In base58 only uncompressed points count: one in three texts of 44 letters would be a compressed point.
  return base58 && parseKeyBytes(base58, false, undefined);
}

/**
 * A key inside other text: after words, in a DNS record, in code, or after the options of an SSH line. All of them if
 * they are files in base64 or hex, as in a secret of Kubernetes that has a certificate, its key and its issuer.
 */
export function parseKeyRuns(text: string, parse: Parse): KeyText | undefined {
  const files: KeyText[] = [];
  let count = 0;
  for (const { 0: run, index } of text.matchAll(RUN)) {
    count += 1;
    if (count > maxRuns) break;
    if (run.length === text.length) continue;
    const file = files.length <= maxCandidateKeys ? parseFile(run, text.slice(index), parse) : undefined;
    if (file !== undefined) files.push(file);
    if (files.length > 0) continue;
    const key = parseMultikey(run) ?? parseEncoding(run, false, parse);
    if (key?.form === 'unreadable' && key.material === 'der_cut') {
      return parseEncoding(concatenateLines(text.slice(index)), false, parse) ?? key;
    }
    if (key !== undefined) return key;
  }
  return files.length > 1 ? { form: 'named', entries: files.flatMap(listEntries) } : files[0];
}

/** The keys of a file, as some of several. */
function listEntries(file: KeyText): Extract<KeyText, { readonly form: 'named' }>['entries'] {
  if (file.form === 'named') return file.entries;
  if (file.form !== 'jwks') return [{ text: file }];
  return file.keys.filter(isJsonObject).map((jwk) => ({ text: { form: 'jwk', jwk, as: 'jwks' } }));
}

/** A file with a key. PEM has line breaks, and its base64 may have others: `rest` starts at the run. */
function parseFile(run: string, rest: string, parse: Parse): KeyText | undefined {
  if (PEM_IN_BASE64.test(run) || PEM_IN_HEX.test(run)) {
    const bytes = PEM_IN_HEX.test(run)
      ? decodeHex(run.slice(0, run.length - (run.length % 2)))
      : decodeLeniently(concatenateLines(rest) || run);
    return parse(decodeUtf8(bytes) ?? '') ?? { form: 'unreadable', material: 'pem_broken' };
  }
  const inside = KEY_IN_BASE64.test(run) ? decodeUtf8(decodeLeniently(run)) : undefined;
  return inside === undefined ? undefined : parse(inside);
}

/** Base64 that continues on the next lines, each of which can be a string literal. */
function concatenateLines(text: string): string {
  const lines: string[] = [];
  for (const line of text.split(/\r\n|[\r\n]/, maxRuns)) {
    const part = BASE64_LINE.exec(line)?.[1];
    if (part === undefined) break;
    lines.push(part);
  }
  return lines.join('');
}
