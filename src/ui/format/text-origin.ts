import type { Found } from '../../token';
import type { Translate } from './translate';
import { writeHostile } from './visible-text';

/** Text before a token in which a name is searched. */
const maxBefore = 300;
const maxNameLength = 100;

const authorization = /\bauthorization["']?\s*[:=]\s*["']?(?:(?:bearer|dpop|token|jwt)\s+)?$/i;
const parameter = /[?&#]([\w.~-]{1,100})=$/;
const header = /(?:^|[\r\n]|-H\s*\$?["'])\s*([a-z][\w-]{0,99}):\s*(?:(?:bearer|dpop|token|jwt)\s+)?$/i;
const variable = /(?:^|[\s{,;(])["']?([A-Za-z_][\w.-]{0,99})["']?\s*[=:]\s*["'`]?$/;
const cookieHeader = /\b(?:set-)?cookie["']?\s*[:=]\s*["']?[^\r\n]{0,200}?([\w!#$%&*+.^`|~-]{1,100})=$/i;

/** Where in a text a token was, in a sentence; undefined if the token is the text, or a note already states it. */
export function describeTextOrigin(t: Translate, text: string, found: Found): string | undefined {
  const { source, path, cookies, notes } = found;
  if (notes.some(({ code }) => code === 'prefix_removed')) return undefined;
  const before = text.slice(Math.max(0, source.start - maxBefore), source.start);
  const name = (pattern: RegExp) => shorten(pattern.exec(before)?.[1]);
  if (authorization.test(before)) return t('text_origin_authorization');
  const cookie = shorten(cookies?.name) ?? name(cookieHeader);
  if (cookie !== undefined) return t('text_origin_cookie', cookie);
  const member = shorten(path.findLast((step) => step.startsWith('$')));
  if (member !== undefined) return t('text_origin_json', member);
  const queried = name(parameter);
  if (queried !== undefined) return t('text_origin_parameter', queried);
  const headed = name(header);
  if (headed !== undefined) return t('text_origin_header', headed);
  const assigned = name(variable);
  return assigned === undefined ? undefined : t('text_origin_variable', assigned);
}

function shorten(name: string | undefined): string | undefined {
  return name && writeHostile(name.slice(0, maxNameLength));
}
