import { stripWrapping } from '../strip-wrapping';
import { isObjectStart } from '../base64-start';
import { MAX_EXPLAINED_LENGTH, MAX_TEXT_LENGTH, MAX_TOKEN_LENGTH } from '../../limits';
import { type Missing, createMissing } from './missing';
import { describeKey } from './describe-key';
import { describeChunks } from './describe-chunks';
import { describePart } from './describe-part';
import { findHeaderStart } from './header-start';
import { findLookAlike } from './look-alikes';

const INVISIBLE = /\p{Cf}+/gu;
/** Letters of a token, with what spoils them: padding, the other base64 alphabet, an ellipsis, white space. */
const TOKEN_ONLY = /^[\w.~+/=…\s-]*$/;
/** A cookie or a field in front of its value. */
const COOKIE_NAME = /^[\w.$-]{1,64}=/;
/** What a token with a foreign character in it may still consist of: anything but what sets words apart. */
const WORD = /[^\s"'`<>,;&(){}\\]*/y;

/**
 * What a text is in which `findTokens` found nothing: one sentence, and when it is part of a token, what of it can be
 * read. Searches for no token itself. Says of a text of more than `MAX_EXPLAINED_LENGTH` characters only that no token
 * is in it, or that it is a token too long: of a part of it, more would be wrong. Never throws.
 */
export function explainMissing(text: string): Missing {
  if (text.length > MAX_TEXT_LENGTH) return createMissing('too_long', text.length, MAX_TEXT_LENGTH);
  if (text.length > MAX_EXPLAINED_LENGTH) return describeLong(text.trim()) ?? createMissing('plain_text');
  const visible = text.replace(INVISIBLE, '').trim();
  const key = describeKey(visible);
  if (key !== undefined) return key;

  const { start, end } = stripWrapping(visible);
  const peeled = visible.slice(start, end);
  if (peeled === '') return createMissing('empty');
  const lookAlike = findLookAlike(peeled) ?? findLookAlike(peeled.replace(COOKIE_NAME, ''));
  if (lookAlike !== undefined) return createMissing(lookAlike.reason, ...lookAlike.params);
  const chunks = describeChunks(visible);
  if (chunks !== undefined) return chunks;
  return describePart(findCandidate(peeled), peeled) ?? createMissing('plain_text');
}

/** One that is a token but for its length says so. */
function describeLong(text: string): Missing | undefined {
  const isToken = text.length > MAX_TOKEN_LENGTH && isObjectStart(text, 0, text.length) && !/\s/.test(text);
  return isToken ? describePart(text, text) : undefined;
}

/** The part of a text that may be a broken token: all of it, joined, or the word in which a header begins. */
function findCandidate(text: string): string {
  const joined = TOKEN_ONLY.test(text) ? text.replace(/\s+/g, '') : text;
  const start = findHeaderStart(joined);
  // A header further on, behind a dot, is the payload of a token whose own header is broken.
  if (!/\s/.test(joined) && (start <= 0 || joined[start - 1] === '.')) return joined;
  WORD.lastIndex = Math.max(0, findHeaderStart(text));
  return WORD.exec(text)?.[0] ?? '';
}
