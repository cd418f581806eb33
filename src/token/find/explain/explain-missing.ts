import { readAuthorization, readCredentials } from '../../decode/credentials';
import type { Malformed } from '../../token';
import { stripWrapping } from '../strip-wrapping';
import { isObjectStart } from '../base64-start';
import { maxExplainedCookies, maxExplainedLength, maxTextLength, maxTokenLength } from '../../limits';
import { type Missing, createMissing } from './missing';
import { describeCard } from './describe-card';
import { describeKey } from './describe-key';
import { describeChunks } from './describe-chunks';
import { describePart } from './describe-part';
import { findLoneValue, findLookAlike } from './look-alikes';

const INVISIBLE = /\p{Cf}+/gu;
/** Letters of a token, and what a broken token has: padding, letters of standard base64, an ellipsis, white space. */
const TOKEN_ONLY = /^[\w.~+/=…\s-]*$/;
/** The name of a cookie or a form field before its value. */
const COOKIE_NAME = /^[\w.$-]{1,64}=/;
const QUOTED = /^(["'`])(.*)\1,?$/;
const EMPTY_QUOTES = /^(["'`])\s*\1,?$/;
/** A token with an invalid character in it: anything up to a character that separates words. */
const WORD = /[^\s"'`<>,;&(){}\\]*/y;

/** The value of an `Authorization` header in a request, in a command, in code or in JSON. */
const AUTHORIZATION = /\bauthorization["']?\s{0,9}[:=]\s{0,9}["'`]?([^"'`\r\n]{0,256})/i;

/**
 * Explains a text in which `findTokens` found nothing. If it's part of a token, returns what can be read of it. Doesn't
 * search for tokens itself. For a text of more than `maxExplainedLength` characters, reports only that it contains no
 * token, or that it is one that is too long: a guess from a part of it could be wrong. Never throws.
 */
export function explainMissing(text: string): Missing {
  if (text.length > maxTextLength) return createMissing('too_long', text.length, maxTextLength);
  if (text.length > maxExplainedLength) return describeLong(text.trim()) ?? createMissing('plain_text');
  const visible = text.replace(INVISIBLE, '').trim();
  const credentials = findCredentials(visible);
  if (credentials !== undefined) return { ...createMissing('malformed'), token: credentials };
  const key = describeKey(visible);
  if (key !== undefined) return key;

  const { start, end } = stripWrapping(visible);
  const stripped = visible.slice(start, end);
  if (stripped === '') return createMissing(EMPTY_QUOTES.test(visible) ? 'empty_quotes' : 'empty');
  const sent = findSentValue(visible);
  for (const value of [stripped, ...stripped.split(/;\s*/, maxExplainedCookies), sent]) {
    const lookAlike = findLookAlike(value) ?? findLookAlike(value.replace(COOKIE_NAME, ''));
    if (lookAlike !== undefined) return createMissing(lookAlike.reason, ...lookAlike.params);
  }
  const card = describeCard(visible);
  if (card !== undefined) return card;
  const chunks = describeChunks(visible);
  if (chunks !== undefined) return chunks;
  const part = describePart(findCandidate(stripped), stripped);
  if (part !== undefined) return part;
  const lone =
    findLoneValue(visible.replace(QUOTED, '$2')) ??
    findLoneValue(stripped.replace(COOKIE_NAME, '')) ??
    findLoneValue(sent);
  return lone === undefined ? createMissing('plain_text') : createMissing(lone.reason, ...lone.params);
}

/** Finds credentials without a token: all of a text, or an `Authorization` header in it. */
function findCredentials(text: string): Malformed | undefined {
  const value = AUTHORIZATION.exec(text)?.[1];
  const unquoted = text.replace(QUOTED, '$2');
  return readCredentials(unquoted) ?? (value === undefined ? undefined : readAuthorization(value));
}

/** The credentials of an `Authorization` header in a request or a command; empty if there are none. */
function findSentValue(text: string): string {
  const value = AUTHORIZATION.exec(text)?.[1] ?? '';
  const { start, end } = stripWrapping(value);
  return value.slice(start, end);
}

/** Recognizes a token that is too long. */
function describeLong(text: string): Missing | undefined {
  const isToken = text.length > maxTokenLength && isObjectStart(text, 0, text.length) && !/\s/.test(text);
  return isToken ? describePart(text, text) : undefined;
}

/** Returns the part of a text that may be a broken token: all of it without white space, or the word in which a header begins. */
function findCandidate(text: string): string {
  const concatenated = TOKEN_ONLY.test(text) ? text.replace(/\s+/g, '') : text;
  const start = findHeaderStart(concatenated);
  // What looks like a header after a dot is the payload of a token with a broken header.
  if (!/\s/.test(concatenated) && (start <= 0 || concatenated[start - 1] === '.')) return concatenated;
  WORD.lastIndex = Math.max(0, findHeaderStart(text));
  return WORD.exec(text)?.[0] ?? '';
}

/**
 * The first letters of a JSON object in base64url. `eyJ` is `{"`; `eyI`, `eyK` and `eyL` are `{"` before a sign, a digit
 * or a letter beyond ASCII; `eyA`, `ewo`, `ew0` and `ewk` are `{` before white space. `I`, `C` and `D` are white space
 * before the object (RFC 8259 §2). Only `eyJ` may follow a prefix without a word boundary.
 */
const HEADER_START =
  /eyJ|(?<![\w-])(?:ey[AIKL]|ew[ok0]|I(?:Hs|C[AB]|A[klop01])|C(?:Xs|ns|S[AB]|i[AB]|[Qg][klop01])|D(?:Xs|S[AB]|Q[klop01]))/;

/** The zero-based index of the first text that may be the beginning of a header, or -1. */
function findHeaderStart(text: string): number {
  return text.search(HEADER_START);
}
