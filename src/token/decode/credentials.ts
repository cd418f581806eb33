import { quoteForSentence } from '../wording';
import type { Malformed, MalformedReason } from '../token';
import { createMalformed, DecodeFailure } from './malformed';

/** Longer text isn't a mistake that is recognized here. */
const maxLength = 256;
const HEADER = /^(?:(?:proxy|x)-)?authorization\s*[:=]\s*/i;
/** Authentication schemes for tokens: RFC 6750 §2.1, RFC 9449 §7.1, and what Django, Rails and others use. */
const SCHEMES = /^(?:(?:bearer|dpop|jwt|token)(?:\s*:)?(?:(?:\s|%20)+|$))+/i;
/** Stands for a token after more than one scheme. */
const OMITTED = '…';
const SCHEME = /[a-z]+/gi;
const QUOTES = /^(["'`])(.*)\1$/;
/** The text of a value that isn't there, in JavaScript, Python, Ruby, Go, Lua and Swift. */
export const NO_VALUE = /^(null|undefined|none|nil|<nil>|nan|false|true|\(null\)|nullptr)$/i;
/** The same value several times, as if it were the parts of a token or the values of two headers. */
const REPEATED = /^([\w<>()]{3,11})(?:(?:[.]|\s*,\s*(?:bearer\s+)?|\s+)\1){1,4}$/i;
/** What JavaScript writes for an object or a function that isn't text (ECMA-262 §20.1.3.6), and Java and .NET for theirs. */
const OBJECT =
  /^(?:\{\s*\}|\[\s*\]|\[object \w{1,60}\]|\[(?:async)?function\b.{0,80}\]|promise \{.{0,60}\}|(?:async )?(?:function\b|\(\) ?=>).{0,200}|<(?:coroutine|function|bound method)\b.{0,200}>|[\w$.]{1,120}@[\da-f]{4,8}|system\.[\w.`[\]]{1,120})$/i;
/** A variable of a template, a shell or a tool, or a text that stands for a token in a manual. Not a redacted token. */
const VARIABLE =
  /^(?!.{0,80}(?:redact|mask|hidden|filter|remov|omit|sanitiz))(?:\{\{.{0,120}\}\}|[$#]\{.{0,120}\}|\$\(.{1,120}\)|\$[a-z_][\w.:]{0,120}|%[a-z_]\w{0,80}%|\{[a-z_][\w. -]{0,80}\}|<[a-z_][\w. -]{0,80}>|\[[a-z_][\w. -]{0,80}\]|@[a-z_]\w{0,80}|:[a-z_]\w{0,80}|<%.{0,120}%>|(?:your|my|the|an?|insert|paste)[ _-][\w -]{0,80}|(?:access|id|refresh|auth|jwt|api)?[ _-]?(?:token|jwt)(?:[ _-]?here)?)$/i;

/**
 * Recognizes what an `Authorization` header has instead of a token, with the scheme: nothing, the text of a missing value,
 * an object as text, a variable that wasn't replaced, or a second scheme. Undefined for other text.
 */
export function readCredentials(text: string): Malformed | undefined {
  if (text.length > maxLength) return undefined;
  const header = HEADER.exec(text)?.[0] ?? '';
  const written = text.slice(header.length);
  const schemes = SCHEMES.exec(`${written.trimEnd()} `)?.[0] ?? '';
  if (header === '' && schemes === '') return undefined;
  const value = written.slice(schemes.length).trim();
  const fail = (reason: MalformedReason, quoted: string) => {
    const offset = text.length - written.slice(schemes.length).trimStart().length;
    return createMalformed(text, new DecodeFailure(reason, 'token', offset, [quoteForSentence(quoted)]));
  };
  const unquoted = QUOTES.exec(value)?.[2]?.trim() ?? value;
  if (NO_VALUE.test(REPEATED.exec(unquoted)?.[1] ?? unquoted)) return fail('credentials_null', unquoted);
  if (OBJECT.test(unquoted)) return fail('credentials_object', unquoted);
  if (VARIABLE.test(unquoted)) return fail('credentials_variable', unquoted);
  const [first = header.trim(), second = ''] = schemes.match(SCHEME) ?? [];
  if (unquoted === OMITTED && second !== '') return fail('credentials_doubled', schemes.trim());
  if (unquoted !== '') return undefined;
  if (second === '') return fail('credentials_empty', first);
  // `Bearer token`, as in a manual, isn't a second scheme.
  const isName = /^(?:token|jwt)$/i.test(second) && second.toLowerCase() !== first.toLowerCase();
  return isName ? fail('credentials_variable', second) : fail('credentials_doubled', schemes.trim());
}

/**
 * The same for the value of an `Authorization` header, which may have no scheme. If a token follows more than one scheme,
 * the text has an ellipsis for it.
 */
export function readAuthorization(value: string): Malformed | undefined {
  const written = value.slice(0, 2 * maxLength).trim();
  const schemes = SCHEMES.exec(written)?.[0].trim() ?? '';
  const isDoubled = (schemes.match(SCHEME) ?? []).length > 1;
  if (isDoubled) return readCredentials(written) ?? readCredentials(`${schemes} ${OMITTED}`);
  // Without a scheme, only a value that no server would expect. Others may be the key of an API.
  const isNoToken = NO_VALUE.test(written) || OBJECT.test(written);
  return readCredentials(isNoToken ? `Authorization: ${written}` : written);
}
