import { searchTokens, type Steps } from '../../token';
import type { HeaderField } from '../exchange/exchange';
import { applyEdits, type Edit } from './edits';
import { isCredentialHeader, isOpaque } from './secret-names';
import { sanitizeSecretValue, sanitizeText, type TextTools } from './sanitize-text';
import type { SanitizeWork } from './work';

/** A cookie's position in a header. */
interface Pair {
  readonly name: string;
  readonly value: string;
}

/** Sanitizes the headers of a request or a response. Names, attributes of cookies and authentication schemes stay. */
export function* sanitizeHeaders(
  headers: readonly HeaderField[],
  tools: TextTools,
  work: SanitizeWork,
): Steps<readonly HeaderField[]> {
  const cookies = yield* sanitizeCookieValues(headers.flatMap(listCookies), tools, work);
  let next = 0;
  const result: HeaderField[] = [];
  for (const header of headers) {
    const { name } = header;
    const count = listCookies(header).length;
    if (count > 0) {
      const written = writeCookies(header, cookies.slice(next, next + count));
      // An attribute of a cookie can have the value of another one, such as in a path.
      result.push({ name, value: yield* sanitizeText(written, tools, work, { isKnownOnly: true }) });
      next += count;
      continue;
    }
    const value = isCredentialHeader(name, header.value)
      ? yield* sanitizeCredentials(header, tools, work)
      : yield* sanitizeText(header.value, tools, work);
    result.push({ name, value });
  }
  return result;
}

/** What isn't a credential, although it's where one should be: the text of a missing value, or a variable's name. */
const placeholder =
  /^(?:null|undefined|none|nil|false|true|nan|\[object \w{1,40}\]|\$[A-Z_]{1,64}|(?:[$#]?\{|\{\{ ?|<|%)[A-Za-z][A-Za-z_.-]{0,63}(?:\}| ?\}\}|>|%)|(?:(?:bearer|basic|dpop|token|jwt)\s*)*)$/i;
const knownSchemes = /^\s*(?:(?:bearer|basic|dpop|token|jwt)\s+)*/i;
const anyScheme = /^\s*([A-Za-z][\w-]{0,30})\s+/;

/** The scheme that credentials begin with, and spaces after it. */
function readScheme(name: string, value: string): string {
  const [first = '', word = ''] = /authorization$/i.test(name) ? (anyScheme.exec(value) ?? []) : [];
  // A random value isn't a scheme; `AWS4-HMAC-SHA256` is one.
  const scheme = isOpaque(word) && !word.includes('-') ? '' : first;
  const repeated = knownSchemes.exec(value.slice(scheme.length))?.[0] ?? '';
  return `${scheme}${repeated}`;
}

/** Sanitizes the value of `Authorization` and similar headers. */
function* sanitizeCredentials(
  { name, value }: HeaderField,
  tools: TextTools,
  work: SanitizeWork,
): Steps<string> {
  if (placeholder.test(value.trim())) return yield* sanitizeText(value, tools, work);
  const scheme = readScheme(name, value);
  const rest = value.slice(scheme.length);
  if (placeholder.test(rest.trim())) return yield* sanitizeText(value, tools, work);
  if (/^\s*basic\s/i.test(scheme)) return `${scheme}${yield* sanitizeBasic(rest, tools, work)}`;
  if (scheme !== '' && firstParameter.test(rest)) {
    return yield* sanitizeText(`${scheme}${yield* sanitizeParameters(rest, tools, work)}`, tools, work);
  }
  // A word such as `undefined` after the credential: it's known elsewhere without that word.
  const words = /authorization$/i.test(name) && !/[{["]/.test(rest) ? rest.split(/(\s+)/) : [rest];
  const sanitized: string[] = [];
  for (const word of words) {
    const isKept = word.trim() === '' || placeholder.test(word);
    sanitized.push(isKept ? word : yield* sanitizeSecretValue(word, 'credential', tools, work));
  }
  return `${scheme}${sanitized.join('')}`;
}

const firstParameter = /^[\w-]{1,64}\s{0,8}=\s{0,8}[^\s=]/;
/** The parameters of schemes such as Digest or AWS4-HMAC-SHA256 (RFC 9110 §11.4). */
const parameter =
  /(?<name>[\w-]{1,64})\s{0,8}=\s{0,8}(?:"(?<quoted>(?:[^"\\]|\\.){0,65536})"?|(?<plain>[^",\s]{1,65536}))/dg;
const secretParameter =
  /token|secret|passw|key|mac|hash|credential|response|signature|cnonce|opaque|proof|assertion|code|session|^oauth_(?!version|timestamp|signature_method|callback)/i;
/** Names with such a word whose values aren't secrets, and those that describe the request. */
const describingParameter =
  /^(?:(?:key|client|device|app)_?-?id|id|headers|signedheaders|algorithm|realm|uri|qop|nc|charset|userhash|scope|error|error_description|error_uri|error_code|token_type|oauth_signature_method|client|device|version|ts|created|expires)$/i;

/** Sanitizes parameters of credentials: those that are secrets by their name, and random values. */
function* sanitizeParameters(text: string, tools: TextTools, work: SanitizeWork): Steps<string> {
  const edits: Edit[] = [];
  let end = 0;
  const replaceWords = (from: number, to: number) => {
    for (const { 0: word, index } of text.slice(from, to).matchAll(/[\w.~+/-]{6,}/g)) {
      if (!isOpaque(word, 6)) continue;
      const start = from + index;
      edits.push({ start, end: start + word.length, text: tools.registry.replace(word, 'credential') });
    }
  };
  work.spend(20 * text.length);
  for (const { groups, indices } of text.matchAll(parameter)) {
    const { name = '' } = groups ?? {};
    const [from, to] = indices?.groups?.['quoted'] ?? indices?.groups?.['plain'] ?? [0, 0];
    const value = text.slice(from, to);
    replaceWords(end, indices?.groups?.['name']?.[0] ?? end);
    end = to;
    const isSecret = !describingParameter.test(name) && (secretParameter.test(name) || isOpaque(value, 6));
    if (!isSecret || value.length < 2) continue;
    edits.push({ start: from, end: to, text: yield* sanitizeSecretValue(value, 'credential', tools, work) });
  }
  replaceWords(end, text.length);
  return applyEdits(text, edits);
}

/** RFC 7617 §2. The user name stays if it's a client's ID. */
function* sanitizeBasic(encoded: string, tools: TextTools, work: SanitizeWork): Steps<string> {
  const { registry } = tools;
  let decoded: string;
  try {
    decoded = atob(encoded.trim().replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return registry.replace(encoded, 'credential');
  }
  const colon = decoded.indexOf(':');
  if (colon === -1) return registry.replace(encoded, 'credential');
  const [user, password] = [decoded.slice(0, colon), decoded.slice(colon + 1)];
  const isClient = user === '' || registry.clientIds.has(decodeField(user));
  const sanitizedUser = isClient ? user : yield* sanitizeSecretValue(user, 'credential', tools, work);
  const sanitizedPassword =
    password === '' ? '' : yield* sanitizeSecretValue(password, 'credential', tools, work);
  return btoa(`${sanitizedUser}:${sanitizedPassword}`);
}

/** A client encodes its ID like a form's field (RFC 6749 §2.3.1). */
function decodeField(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** The cookies in one header; none in another header. Browsers' logs concatenate `Set-Cookie` headers with line breaks. */
function listCookies({ name, value }: HeaderField): readonly Pair[] {
  switch (name.toLowerCase()) {
    case 'cookie':
      return value.split(';').map(readPair);
    case 'set-cookie':
      return value.split('\n').map((line) => readPair(line.split(';', 1)[0] ?? ''));
    default:
      return [];
  }
}

function readPair(text: string): Pair {
  const at = text.indexOf('=');
  return at === -1
    ? { name: '', value: text.trim() }
    : { name: text.slice(0, at).trim(), value: text.slice(at + 1).trim() };
}

function writeCookies({ name, value }: HeaderField, values: readonly string[]): string {
  const isSet = name.toLowerCase() === 'set-cookie';
  return value
    .split(isSet ? '\n' : ';')
    .map((piece, index) => {
      const semicolon = isSet ? piece.indexOf(';') : -1;
      const [pair, attributes] =
        semicolon === -1 ? [piece, ''] : [piece.slice(0, semicolon), piece.slice(semicolon)];
      const before = /^[^=]*=\s*/.exec(pair)?.[0] ?? /^\s*/.exec(pair)?.[0] ?? '';
      return `${before}${values[index] ?? ''}${attributes}`;
    })
    .join(isSet ? '\n' : ';');
}

/** Sanitizes cookies together: a token or its surroundings may be split into chunks. Returns the values in their order. */
export function* sanitizeCookieValues(
  cookies: readonly Pair[],
  tools: TextTools,
  work: SanitizeWork,
): Steps<readonly string[]> {
  if (cookies.length === 0) return [];
  const values: (string | undefined)[] = cookies.map(({ value }) => (value === '' ? '' : undefined));
  const written = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const { found } = yield* searchTokens(written);
  work.spend(60 * written.length);
  for (const { cookies: merged, path, raw } of found) {
    if (merged === undefined || merged.parts.length < 2) continue;
    const indexes = merged.parts.map((part) =>
      cookies.findIndex((cookie, at) => cookie.name === part && values[at] === undefined),
    );
    if (indexes.includes(-1)) continue;
    const chunks = indexes.map((index) => cookies[index]?.value ?? '');
    // Of two cookies, one has the header and the payload, the other one the signature.
    const isDivided =
      path[1]?.includes('+') === true && raw === chunks.map((chunk) => chunk.replace(/\.$/, '')).join('.');
    const sanitized = isDivided
      ? splitAtSignature(yield* tools.sanitizeToken(raw, work), chunks)
      : splitLike(yield* sanitizeSecretValue(chunks.join(''), 'cookie', tools, work), chunks);
    for (const [at, index] of indexes.entries()) values[index] = sanitized[at] ?? '';
  }
  const result: string[] = [];
  for (const [index, { name, value }] of cookies.entries()) {
    const known = values[index];
    const sanitized = known ?? (yield* sanitizeSecretValue(value, 'cookie', tools, work));
    if (known !== undefined && value.length === known.length && value !== '')
      tools.registry.setPart(value, known);
    if (/xsrf|csrf/i.test(name) && known === undefined) tools.registry.replace(value, 'credential');
    result.push(sanitized);
  }
  return result;
}

function splitAtSignature(raw: string, [first = '']: readonly string[]): readonly string[] {
  const dot = raw.lastIndexOf('.');
  return [`${raw.slice(0, dot)}${first.endsWith('.') ? '.' : ''}`, raw.slice(dot + 1)];
}

/** Splits a text at the positions where the chunks were split; the last one gets the rest. */
function splitLike(text: string, chunks: readonly string[]): readonly string[] {
  let at = 0;
  return chunks.map((chunk, index) => {
    const end = index === chunks.length - 1 ? text.length : at + chunk.length;
    const piece = text.slice(at, end);
    at = end;
    return piece;
  });
}
