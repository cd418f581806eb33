import { findCookies, listSetCookies, parseChallenges, type HeaderField } from '../../traffic';

/** One part of a header's value: a cookie, an attribute, or a scheme with its credentials. */
export interface HeaderPart {
  readonly name: string;
  readonly value: string;
}

/** More would fill the screen. */
const maxParts = 100;

/**
 * The parts of a header whose value has several: `Cookie` and `Set-Cookie` (RFC 6265 §4), `Authorization` (RFC 9110
 * §11.6.2) and `WWW-Authenticate` (§11.6.1). Empty for any other header, and if there are more parts than are shown.
 */
export function splitHeader(header: HeaderField): readonly HeaderPart[] {
  const parts = listParts(header);
  return parts.length > maxParts ? [] : parts;
}

function listParts(header: HeaderField): readonly HeaderPart[] {
  switch (header.name.toLowerCase()) {
    case 'cookie': {
      const { fields, rest } = findCookies(header.value);
      return rest === '' ? fields : [];
    }
    case 'set-cookie':
      return listSetCookies([header]).flatMap(({ name, value, attributesText }) => [
        { name, value },
        ...(attributesText === '' ? [] : findCookies(attributesText).fields.map(toFlag)),
      ]);
    case 'authorization':
    case 'proxy-authorization': {
      const [, scheme = '', credentials = ''] = /^\s*([^\s,]+)\s+(.+)$/s.exec(header.value) ?? [];
      return scheme === '' ? [] : [{ name: scheme, value: credentials }];
    }
    case 'www-authenticate':
    case 'proxy-authenticate':
      return parseChallenges(header.value).flatMap(({ scheme, parameters }) => [
        { name: scheme, value: '' },
        ...[...parameters].map(([name, value]) => ({ name, value })),
      ]);
    default:
      return [];
  }
}

/** An attribute without a value is a name: `Secure`. */
function toFlag({ name, value }: HeaderPart): HeaderPart {
  return name === '' ? { name: value, value: '' } : { name, value };
}
