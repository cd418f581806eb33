import type { KeyText, PemBlock } from './text';

/**
 * `-----BEGIN LABEL-----` (RFC 7468 §2) as copied from mail, chat, code and forms: fewer or more dashes, spaces inside,
 * lower case. Each repetition is bounded and can begin at only one position, so that matching takes linear time.
 */
const BEGIN = /(?<!-)-{2,8}\s{0,4}BEGIN\s{1,4}([A-Z\d][A-Z\d \t\r\n]{0,40}?)\s{0,4}-{2,8}/gi;
const END = /(?<!-)-{2,8}\s{0,4}END\s{1,4}[A-Z\d]/gi;
/** Line breaks of a PEM that was copied from code or an environment file. */
const ESCAPED_LINE_BREAK = /(?:\\{1,4}r)?\\{1,4}n|\\{1,4}r/g;
/** The end of a string literal and the operator that concatenates the next one, such as `' +\n'` or `" & _\n"`. */
const CONCATENATED_LITERALS = /["'`][\s+.&_,;()\\]*["'`]/g;
const NOT_BASE64 = /[^\w+/=-]/g;
/** RFC 1421 §4.6: header lines, ended by an empty line. */
const INNER_HEADERS = /^\s*(?:[A-Za-z-]+:[^\n]*\n\s*)+/;
/** The words of an armor in upper case, but not a variable name such as `BACKEND_PUBLIC_KEY`. */
const BROKEN_ARMOR =
  /(?<!\w)(?:BEGIN|END)[\w \t+%-]{0,40}?(?:(?:PUBLIC|PRIVATE)(?:[ \t+_-]|%20){0,4}KEY|CERTIFICATE)/;
/** In any case, but only with DER in base64, because a passphrase can contain these words. */
const BROKEN_ARMOR_ANY_CASE = new RegExp(BROKEN_ARMOR.source, 'i');
const DER_IN_BASE64 = /(?<![\w+/])M[A-P][\w+/]{38}/;

/** Whether a text can only be read as PEM. */
export function isPemText(text: string): boolean {
  BEGIN.lastIndex = 0;
  return BEGIN.test(text);
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
  const text = pasted.replace(ESCAPED_LINE_BREAK, '\n');
  const blocks: PemBlock[] = [];
  BEGIN.lastIndex = 0;
  let begin = BEGIN.exec(text);
  while (begin !== null) {
    const start = BEGIN.lastIndex;
    END.lastIndex = start;
    const end = END.exec(text)?.index;
    const next = BEGIN.exec(text);
    // Without its own end, a block would extend into the next one.
    if (end === undefined || (next !== null && next.index < end)) {
      return { form: 'unreadable', material: 'pem_broken' };
    }
    const inside = text.slice(start, end).replace(CONCATENATED_LITERALS, '');
    const headers = INNER_HEADERS.exec(inside)?.[0] ?? '';
    blocks.push({
      label: (begin[1] ?? '').trim().replace(/\s+/g, ' ').toUpperCase(),
      base64: inside.slice(headers.length).replace(NOT_BASE64, ''),
      isEncrypted: headers.includes('ENCRYPTED'),
    });
    begin = next;
  }
  return blocks.length === 0 ? { form: 'unreadable', material: 'pem_broken' } : { form: 'pem', blocks };
}
