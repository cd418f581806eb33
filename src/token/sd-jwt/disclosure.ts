import { decodeStrictly } from '../decode/base64url';
import { readJsonContent } from '../json/read-json';
import type { Disclosure } from '../token';

/** Names that a disclosed claim must not have (RFC 9901 §4.2.1). */
const RESERVED = ['_sd', '...'];

/** One disclosure: an array of salt, name and value, or of salt and value for an array element (RFC 9901 §4.2). */
export function parseDisclosure(text: string): Disclosure {
  const content = decodeStrictly(text);
  if (content === undefined) return { text, problem: 'not_base64url' };
  const reading = readJsonContent(content);
  if ('problem' in reading) return { text, problem: 'not_json' };
  const parts = reading.value;
  if (!Array.isArray(parts)) return { text, problem: 'not_a_disclosure' };
  const [salt, second, third]: readonly unknown[] = parts;
  if (typeof salt !== 'string' || parts.length < 2 || parts.length > 3) {
    return { text, problem: 'not_a_disclosure' };
  }
  if (parts.length === 2) return { text, salt, value: second };
  if (typeof second !== 'string') return { text, salt, value: third, problem: 'bad_name' };
  const disclosure = { text, salt, name: second, value: third };
  return RESERVED.includes(second) ? { ...disclosure, problem: 'bad_name' } : disclosure;
}
