import { maxFields } from './limits';

/** A field of a form or query, decoded. */
export interface Field {
  readonly name: string;
  readonly value: string;
}

/** The parsed fields, and the unparsed text after the limit on their number. */
export interface Fields {
  readonly fields: readonly Field[];
  readonly rest: string;
}

/** Finds the fields of a form or a query: `application/x-www-form-urlencoded` (URL Standard §5.1). */
export function findFormFields(text: string): Fields {
  const { parts, rest } = split(text, '&');
  const fields = parts.map((part) => {
    const { name, value } = splitPair(part);
    return { name: formDecode(name), value: formDecode(value) };
  });
  return { fields, rest };
}

/** Finds the cookies of one `Cookie` header (RFC 6265 §4.2.1). Values aren't decoded. */
export function findCookies(text: string): Fields {
  const { parts, rest } = split(text, ';');
  return { fields: parts.map(parseCookie), rest };
}

function parseCookie(pair: string): Field {
  const { name, value } = splitPair(pair);
  return { name: name.trim(), value: value.trim() };
}

/**
 * Text without `=` is a value without a name. RFC 6265bis §5.6 defines this for cookies; form fields are treated alike.
 */
export function splitPair(text: string): Field {
  const at = text.indexOf('=');
  return at === -1 ? { name: '', value: text } : { name: text.slice(0, at), value: text.slice(at + 1) };
}

function split(text: string, separator: string): { parts: string[]; rest: string } {
  const parts: string[] = [];
  let start = 0;
  while (parts.length < maxFields) {
    const end = text.indexOf(separator, start);
    if (end === -1) {
      parts.push(text.slice(start));
      return { parts, rest: '' };
    }
    parts.push(text.slice(start, end));
    start = end + 1;
  }
  return { parts, rest: text.slice(start) };
}

function formDecode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    // A lone % or bytes that aren't UTF-8. The value may still contain a token.
    return spaced;
  }
}
