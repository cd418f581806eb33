import { decodeLeniently } from '../../decode/base64url';
import { concatenateLiterals } from './code-literals';
import { findDerLength } from './key-bytes';
import type { KeyText, PemBlock } from './text';

/** A space in an armor, also in a URL or a form. */
const SPACE = String.raw`(?:\s|\+|%20)`;
/**
 * `-----BEGIN LABEL-----` (RFC 7468 §2) as copied from mail, chat, code and forms: fewer or more dashes, spaces inside,
 * lower case. Each repetition is bounded and can begin at only one position, so that matching takes linear time.
 */
const BEGIN = new RegExp(
  String.raw`(?<!-)(-{2,40})\s{0,4}BEGIN${SPACE}{1,4}([A-Z\d](?:[A-Z\d+]|\s|%20){0,40}?)\s{0,4}(-{2,40})`,
  'gi',
);
const END = /(?<!-)-{2,40}\s{0,4}END(?:\s|\+|%20){1,4}[A-Z\d]/gi;
const END_LINE = /(-{2,40})\s{0,4}END[^-\r\n]{1,60}(-{0,40})/iy;
const ARMOR_DASHES = 5;
/** The end of a line of code inside a string literal, in Haskell also before its continuation. */
const CONTINUED_LINE = /\\[ \t]{0,4}\r?\n[ \t]{0,60}\\?/g;
/** Line breaks of a PEM that was copied from code, an environment file, HTML, a URL, PowerShell, vi or `cat -A`. */
const ESCAPED_LINE_BREAK =
  /(?:\\{1,4}r)?\\{1,4}n|\\{1,4}r|\\{1,2}(?:x0|u000|01(?=[25]))[ad25]|&#(?:x0?[ad]|1[03]);|%0[ad]|(?<=[\w+/=-])(?:`r)?`n|\^M/gi;
/** Tags and comments of HTML. Neither base64 nor an armor has angle brackets. */
const TAG = /<(?:!--|\/?([a-z][a-z\d-]{0,20}))(?![\w-])[^<>]{0,500}>/gi;
/** Elements inside a line. */
const INLINE = /^(?:a|b|code|em|font|i|mark|s|span|strong|tt|u|wbr)$/i;
const PERCENT_ENCODED = /%(?:2b|2f|3d)/gi;
const NOT_BASE64 = /[^\w+/=-]/g;
/** RFC 1421 §4.6: header lines, ended by an empty line. */
const INNER_HEADERS = /^\s*(?:[A-Za-z-]+:[^\n]*\n\s*)+/;
/** The header of an encrypted PEM, also without line breaks. */
const ENCRYPTED = new RegExp(
  String.raw`Proc-Type(?::|%3a)${SPACE}{0,4}4(?:,|%2c)${SPACE}{0,4}ENCRYPTED`,
  'i',
);
/** What ends each line of a value in the output of psql: padding, a "+", and the columns after it. */
const PSQL_LINE_END = /(?<![ \t])[ \t]*\+[ \t]*(?:\|.*)?$/;
/** The words of an armor in upper case, but not a variable name such as `BACKEND_PUBLIC_KEY`. */
const BROKEN_ARMOR =
  /(?<!\w)(?:BEGIN|END)[\w \t+%-]{0,40}?(?:(?:PUBLIC|PRIVATE)(?:[ \t+_-]|%20){0,4}KEY|CERTIFICATE)/;
/** In any case, but only with DER in base64, because a passphrase can contain these words. */
const BROKEN_ARMOR_ANY_CASE = new RegExp(BROKEN_ARMOR.source, 'i');
const DER_IN_BASE64 = /(?<![\w+/])M[A-P][\w+/]{38}/;
/** A label without its dashes. */
const BARE_LABEL = String.raw`((?:[A-Z\d]{1,12}${SPACE}){0,2}(?:(?:PUBLIC|PRIVATE)${SPACE}{1,4}KEY|CERTIFICATE))(?!\w)`;
const BARE_BEGIN = new RegExp(String.raw`(?<!\w)BEGIN${SPACE}{1,4}${BARE_LABEL}`, 'gi');
const BARE_END = new RegExp(String.raw`(?<!\w)END${SPACE}{1,4}${BARE_LABEL}`, 'gi');
/** Maximum length of what precedes each line: a line number, a comment sign, a time in a log. */
const maxPrefixLength = 80;

/** Whether a text can only be read as PEM. */
export function isPemText(text: string): boolean {
  BEGIN.lastIndex = 0;
  return BEGIN.test(removeTags(text)) || isSplitArmor(text);
}

/** An armor that code concatenates from two literals. */
function isSplitArmor(text: string): boolean {
  return /["'`]-{5}BEGIN ?["'`]/.test(text);
}

/** Whether a text contains the words of a PEM's armor, too damaged to be read. */
export function isBrokenPem(text: string): boolean {
  return (
    text.includes('-----BEGIN ') ||
    BROKEN_ARMOR.test(text) ||
    (DER_IN_BASE64.test(text) && BROKEN_ARMOR_ANY_CASE.test(text))
  );
}

/** Every block of a PEM text, whatever surrounds it: quotes, names, indentation, bag attributes. */
export function parsePemText(pasted: string): KeyText {
  const text = unescapePem(pasted);
  const blocks: PemBlock[] = [];
  let isDamaged = false;
  BEGIN.lastIndex = 0;
  let begin = BEGIN.exec(text);
  while (begin !== null) {
    const [, before = '', label = '', after = ''] = begin;
    const start = BEGIN.lastIndex;
    END.lastIndex = start;
    const end = END.exec(text)?.index;
    const next = BEGIN.exec(text);
    // Without its own end, a block would extend into the next one.
    if (end === undefined || (next !== null && next.index < end)) return parseDamagedPem(text);
    const prefix = findPrefix(text, begin.index);
    const inside = removeLineEnds(removePrefix(text.slice(start, end), prefix));
    const headers = INNER_HEADERS.exec(inside)?.[0] ?? '';
    blocks.push({
      label: formatLabel(label),
      base64: readBase64(inside.slice(headers.length)),
      isEncrypted: ENCRYPTED.test(inside),
    });
    END_LINE.lastIndex = end;
    const [, endBefore, endAfter] = END_LINE.exec(text) ?? [];
    isDamaged ||= [before, after, endBefore, endAfter].some((dashes) => dashes?.length !== ARMOR_DASHES);
    begin = next;
  }
  if (blocks.length === 0) return parseDamagedPem(text);
  return { form: 'pem', blocks, ...(isDamaged && { isDamaged }) };
}

/**
 * A single PEM whose armor lacks dashes or a line. Unreadable unless the base64 is DER of exactly the length that it
 * states: the rest of the text can then be ignored.
 */
export function parseDamagedPem(pasted: string): KeyText {
  const text = unescapePem(pasted);
  const begins = [...text.matchAll(BARE_BEGIN)];
  const ends = [...text.matchAll(BARE_END)];
  const [[begin], [end]] = [begins, ends];
  const unreadable = { form: 'unreadable', material: 'pem_broken' } as const;
  if (begins.length > 1 || ends.length > 1) return unreadable;
  const start = begin === undefined ? text.search(DER_IN_BASE64) : begin.index + begin[0].length;
  if (start === -1) return unreadable;
  const inside = text.slice(start, end !== undefined && end.index > start ? end.index : undefined);
  if (ENCRYPTED.test(inside)) {
    return {
      form: 'pem',
      blocks: [{ label: 'PRIVATE KEY', base64: '', isEncrypted: true }],
      isDamaged: true,
    };
  }
  const base64 = readBase64(inside.replace(/^[-=\s]+|(?<![-=\s])[-=\s]+$/g, ''));
  const bytes = decodeLeniently(base64);
  const length = findDerLength(bytes);
  if (length === undefined || length > bytes.length) return unreadable;
  // With its last line, the end of the base64 is known, and nothing may follow it.
  if (end !== undefined && length < bytes.length - 2) return unreadable;
  // The content determines what it is, so any label serves for an armor without a readable one.
  const label = formatLabel((begin ?? end)?.[1] ?? 'PUBLIC KEY');
  const letters = base64.slice(0, Math.ceil((length * 4) / 3));
  return { form: 'pem', blocks: [{ label, base64: letters, isEncrypted: false }], isDamaged: true };
}

function unescapePem(text: string): string {
  return removeTags(concatenateLiterals(text))
    .replace(CONTINUED_LINE, '\n')
    .replace(ESCAPED_LINE_BREAK, '\n');
}

/** The text of HTML, with line breaks between elements that aren't inside a line. */
function removeTags(text: string): string {
  if (!text.includes('<')) return text;
  return text.replace(TAG, (_, name?: string) => (name === undefined || INLINE.test(name) ? '' : '\n'));
}

function formatLabel(label: string): string {
  return label
    .replace(/\+|%20/g, ' ')
    .trim()
    .replace(/\s+/g, ' ')
    .toUpperCase();
}

/** The letters of a block: without quoted-printable and percent-encoding, and with the "+" that a form made a space. */
function readBase64(inside: string): string {
  const text = inside
    .replace(PERCENT_ENCODED, (code) => decodeURIComponent(code))
    .replace(/=3D/g, '=')
    .replace(/=[ \t]{0,4}\r?\n/g, '\n');
  const base64 = text.replace(NOT_BASE64, '');
  if (!text.includes(' ') || isCompleteDer(base64)) return base64;
  const restored = text
    .replace(/[\r\n]+/g, '')
    .replaceAll(' ', '+')
    .replace(NOT_BASE64, '');
  return isCompleteDer(restored) ? restored : base64;
}

function isCompleteDer(base64: string): boolean {
  const bytes = decodeLeniently(base64);
  return findDerLength(bytes) === bytes.length;
}

/** What precedes the armor on its line, if it contains letters of base64 and can be on every line. */
function findPrefix(text: string, index: number): RegExp | undefined {
  const before = text.slice(Math.max(0, index - maxPrefixLength), index);
  const prefix = before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1);
  if (!/[\w+/=]/.test(prefix)) return undefined;
  const shape = prefix
    .replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`)
    .replace(/\d+/g, String.raw`\d{1,20}`)
    .replace(/\s+/g, String.raw`[ \t]{0,20}`);
  return new RegExp(`^[ \\t]{0,20}${shape}`);
}

/** The lines of a block without what psql adds to each, the one with the armor included. */
function removeLineEnds(inside: string): string {
  const lines = inside.split(/\r\n|[\r\n]/);
  const isOfPsql = lines.length > 2 && lines.slice(0, -1).every((line) => PSQL_LINE_END.test(line));
  return isOfPsql ? lines.map((line) => line.replace(PSQL_LINE_END, '')).join('\n') : inside;
}

/** The lines of a block without the prefix, if each of them has it. */
function removePrefix(inside: string, prefix: RegExp | undefined): string {
  if (prefix === undefined) return inside;
  const [first = '', ...lines] = inside.split(/\r\n|[\r\n]/);
  if (lines.length === 0 || !lines.every((line) => line.trim() === '' || prefix.test(line))) return inside;
  return [first, ...lines.map((line) => line.replace(prefix, ''))].join('\n');
}
