import type { KeyText, PemBlock } from './text';

const BEGIN = /-----BEGIN ([A-Z0-9][A-Z0-9 ]{0,40})-----/g;
/** What stands around and inside a PEM that was copied out of code or an environment file. */
const ESCAPED_LINE_BREAK = /(?:\\{1,4}r)?\\{1,4}n|\\{1,4}r/g;
const NOT_BASE64 = /[^\w+/=-]/g;
/** RFC 1421 §4.6: header lines, ended by an empty line. */
const INNER_HEADERS = /^\s*(?:[A-Za-z-]+:[^\n]*\n\s*)+/;

/** Whether a text can only be read as PEM. */
export function isPemText(text: string): boolean {
  return text.includes('-----BEGIN ');
}

/** Every block of a PEM text, whatever stands around it: quotes, names, indentation, attributes of a bag. */
export function parsePemText(pasted: string): KeyText {
  const text = pasted.replace(ESCAPED_LINE_BREAK, '\n');
  const blocks: PemBlock[] = [];
  BEGIN.lastIndex = 0;
  for (let begin = BEGIN.exec(text); begin !== null; begin = BEGIN.exec(text)) {
    const [, label = ''] = begin;
    const end = text.indexOf(`-----END ${label}-----`, BEGIN.lastIndex);
    if (end === -1) return { form: 'unreadable', why: `the PEM has no line "END ${label}"` };
    const inside = text.slice(BEGIN.lastIndex, end);
    const headers = INNER_HEADERS.exec(inside)?.[0] ?? '';
    blocks.push({
      label,
      base64: inside.slice(headers.length).replace(NOT_BASE64, ''),
      isEncrypted: headers.includes('ENCRYPTED'),
    });
    BEGIN.lastIndex = end;
  }
  return blocks.length === 0
    ? { form: 'unreadable', why: 'its BEGIN line is broken' }
    : { form: 'pem', blocks };
}
