import { findCookies, type HeaderField } from '../../traffic';

/** One part of a header's value: a cookie, or the scheme and the credentials of `Authorization`. */
export interface HeaderPart {
  readonly name: string;
  readonly value: string;
}

/** More would fill the screen; the rest of the value is the last part. */
const maxParts = 100;

/**
 * The parts of a header whose value has several: `Cookie` (RFC 6265 §4.2.1), `Set-Cookie` (§4.1.1), `Authorization`
 * and `Proxy-Authorization` (RFC 9110 §11.6.2). Empty for any other header.
 */
export function splitHeader({ name, value }: HeaderField): readonly HeaderPart[] {
  switch (name.toLowerCase()) {
    case 'cookie': {
      const { fields, rest } = findCookies(value);
      const remaining = fields.slice(maxParts).map((field) => `${field.name}=${field.value}`);
      const end = [...remaining, rest].filter((text) => text !== '').join('; ');
      return [...fields.slice(0, maxParts), ...(end === '' ? [] : [{ name: '…', value: end }])];
    }
    case 'authorization':
    case 'proxy-authorization': {
      const [, scheme = '', credentials = ''] = /^\s*([^\s,]+)\s+(.+)$/s.exec(value) ?? [];
      return scheme === '' ? [] : [{ name: scheme, value: credentials }];
    }
    case 'set-cookie': {
      const [pair = '', ...attributes] = value.split(';', maxParts);
      return [pair, ...attributes].map((text) => {
        const at = text.indexOf('=');
        return at === -1
          ? { name: text.trim(), value: '' }
          : { name: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
      });
    }
    default:
      return [];
  }
}
