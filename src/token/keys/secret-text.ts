import { isJsonObject } from '../json/read-json';
import { maxJsonDepth } from '../limits';
import type { JsonObject } from '../token';
import { normalizeKeyText } from './normalize';
import { maxExcerptLength, maxExcerptLines, maxSecretJsonLength, maxSecretTexts } from './limits';

/** A part of a pasted text that may be the secret. */
export interface SecretText {
  readonly text: string;
  /** Undefined for what was pasted itself. */
  readonly part?: 'value' | 'lines';
}

/** Words before an assigned name, such as `private static final String`, and the name with its separator; not colon-separated hex. */
const ASSIGNED =
  /^(?![\dA-Fa-f]{2}:)(?:[^\s=:"'`]{1,60}\s{1,8}){0,8}(?:["'`][^"'`\r\n]{1,100}["'`]|[^\s=:"'`]{1,100})\s{0,20}(?:=>|:=|\?=|[=:])(?!=|\/\/)\s*(\S[^]*)$/;
/** `ENV NAME value` of a Dockerfile, `setx` of Windows, `set -x` of fish, and columns, as Vault prints them. */
const ASSIGNED_BY_SPACE =
  /^(?:(?:ENV|ARG|setx|setenv|set\s-\w{1,4})\s{1,8}[A-Za-z_]\w{0,80}\s{1,8}|[A-Za-z_][\w.-]{0,80}(?:\t| {2,60}))(\S.*)$/;
/** The first word of an assigned value: other arguments of a command follow it. */
const FIRST_WORD = /^([^\s"'`]{4,1000})\s/;
const QUOTED = /^[bBrRuUf@$]{0,2}(["'`])((?:(?!\1)[^\\]|\\[^]|\1\1)*)\1$/;
/** String literals in code, such as the argument of a function. */
const LITERAL = /(["'`])((?:(?!\1)[^\\\r\n]|\\.){1,1000})\1/g;
/** Arguments that name an encoding or an algorithm. */
const NOT_SECRET_LITERAL =
  /^(?:utf-?8|ascii|latin1|binary|buffer|base64(?:url)?|hex|HS\d{3}|HmacSHA\d{1,3}|sha\d{1,3})$/i;
/** A comment after a value. */
const COMMENT = /^(.*?\S)\s+(?:#|\/\/|--|;|<!--).*$/;
/** The default of a variable: Spring's `${NAME:default}`, `${NAME:-default}` of shells and docker-compose. */
const DEFAULT = /^\$\{[^{}:]{1,100}:[-=?]?([^{}]{1,1000})\}$/;
/** An element of HTML or XML around text. */
export const ELEMENT = /^<([\w.:-]{1,60})(?:\s[^<>]{0,500})?>([^<]{1,2000})<\/\1>$/;
/** YAML's `!!binary` and `&anchor`, `{base64}`, a list's dash. */
const MARK = /^(?:!{1,2}\w{1,20}\s{1,8}|&[\w-]{1,60}\s{1,8}|\{\w{1,20}\}|-\s{1,8})(?=\S)/;
/** A buffer as Node prints it, and data as Apple's platforms do. */
const PRINTED_BYTES = /^<(?:Buffer )?([\da-f]{2,8}(?: [\da-f]{2,8})*)>$/i;
const NAMED_OBJECT = /^\s*"[^"\r\n]{1,100}"\s{0,8}:\s{0,8}\{/;
const ASSIGNED_OBJECT =
  /^(?:export\s+|set\s+|-\s+)?[\w.:-]{1,100}\s{0,8}[=:]\s{0,8}(["'`]?)(\{[^]*\})\1[,;]?$/;
/** A mapping of YAML on one line, or an object in code. */
const FLOW_MAPPING = /^\{([^{}]{1,2000})\}$/;
/** Lines of base64 that were pasted into a field of one line. */
const WRAPPED_BASE64 = /^[A-Za-z\d+/]{40,}(?: [A-Za-z\d+/]+)+={0,2}$/;
/** The body of a form. */
const FORM = /^[\w.-]{1,100}=[^&\s]*(?:&[\w.-]{1,100}=[^&\s]*)+$/;
/** Emphasized text of Markdown and of chat software. */
const EMPHASIZED = /^(\*{1,2}|_{1,2}|~{1,2})([^]+)\1$/;
/** What separates the cells of a table that was copied or printed. */
const CELL_BORDER = /[\t│┃]|(?<=^|\s)\|(?=\s|$)/;
/** The lines of a printed table that aren't rows, and the heading of a record of psql. */
const TABLE_LINE = /^(?:[-+=|:│┃─━┄┌┐└┘├┤┬┴┼\s]+|\(\d{1,9} rows?\)|-\[ RECORD \d{1,9} \][-+]*)$/;
/** A text of so many lines may be a label and a value, each on a line. */
const maxLabeledLines = 8;
/** A line of wrapped base64 or hex, and the last one. */
const WRAPPED_LINE = /^[\w+/-]{32,}={0,2}$/;
const LAST_LINE = /^[\w+/-]{1,128}={0,2}$/;
/** A block of YAML or a heredoc of Terraform: its text begins on the next line. */
const BLOCK = /^(?:[|>][+-]?\d?|<<[-~]?["']?\w{1,20}["']?)[ \t]*\r?\n([^]*)$/;
/** Lines of a terminal or of a file beside the secret: prompts, comments, the end of a heredoc. */
const OTHER_LINE =
  /^(?:#|\/\/|[$%>❯➜](?:\s|$)|\S{1,60}[$#%]\s|\[?[\w.-]{1,40}@\S{1,60}(?:\s.{0,60}?)?[$#%](?:\s|$)|(?:PS )?[A-Z]:\\.{0,200}?>|```|EO[A-Z]$)/;
/** The end of a block around the entries of a file. */
const CLOSING_LINE = /^[\s})\],;]*[})\]][\s,;]*$/;
/** A variable with its value, as in a list of them. */
const VARIABLE_ENTRY = /^([A-Za-z_][\w.-]{0,99})=([^]+)$/;
/** Members of claims and of a header: a secret isn't beside them. */
const CLAIM_NAMES = ['iss', 'sub', 'exp', 'iat', 'alg'];
/** Numbers of a key, of which no other is a secret. */
const KEY_NUMBERS = [
  ['n', 'e'],
  ['x', 'y'],
  ['x', 'crv'],
] as const;
const TOKEN_TEXT = /^e[yw][\w-]{8,}\.[\w-]*\./;
/** A name of a secret, to try the likely lines of a file first. */
const SECRET_NAME = /secret|passw|passphrase|hmac|sign|salt|jwt|token|key$|value$/i;
/** Names with the same words for something that isn't secret. */
const PUBLIC_NAME = /pub|cert|kid|key_?id|id$|alg|iss|aud|exp|ttl|ur[il]|name|type|header|hash/i;

/**
 * The texts that may be the secret, without duplicates, at most `maxSecretTexts`: what was pasted, then, if it's an
 * excerpt of a configuration file, of code or of a terminal, the values in it without names, quotes, comments and
 * escapes, and wrapped lines without their line breaks. A program that reads the file would use one of these.
 */
export function listSecretTexts(pasted: string): readonly SecretText[] {
  const found = new Map<string, SecretText>();
  const add = (text: string, part?: SecretText['part']): boolean => {
    if (text === '' || found.has(text) || found.size >= maxSecretTexts) return false;
    found.set(text, { text, ...(part && { part }) });
    return true;
  };
  const trimmed = pasted.trim();
  add(pasted);
  add(trimmed);
  // Chat software changes quotes and inserts invisible characters.
  const normalized = normalizeKeyText(trimmed).trim();
  if (WRAPPED_BASE64.test(trimmed)) add(trimmed.replaceAll(' ', ''), 'lines');
  add(normalized, 'value');
  // Word processors make a dash of two hyphens.
  if (trimmed.includes('—')) add(normalizeKeyText(trimmed.replaceAll('—', '--')).trim(), 'value');
  const isLong = pasted.length > maxExcerptLength;
  if (isLong) add(concatenateLines(trimmed), 'lines');
  const entries = isLong ? findTriedMembers(trimmed) : listEntries(normalized);
  const pending = entries.filter((entry) => entry.length <= maxExcerptLength);
  for (const entry of pending) add(entry, 'value');
  // Breadth first, so that what is closest to the pasted text is tried first.
  for (let at = 0; at < pending.length && found.size < maxSecretTexts; at += 1) {
    const entry = (pending[at] ?? '').trim();
    for (const text of unwrap(entry)) if (add(text, 'value')) pending.push(text);
    const line = concatenateLines(entry);
    if (add(line, 'lines')) pending.push(line);
  }
  return [...found.values()];
}

/** The string members of JSON that may contain a secret by their names. Empty for any other text. */
export function findSecretMembers(text: string): readonly string[] {
  return listMembers(text).flatMap(({ member, rank }) => (rank === 'other' ? [] : [member]));
}

/**
 * The string members of JSON that are tried as a secret: those with such names, or else all, since some services choose
 * names at random. Empty for any other text, and for JSON that is known to contain no secret: claims, a header, a token.
 */
export function findTriedMembers(text: string): readonly string[] {
  const named = findSecretMembers(text);
  return named.length > 0 ? named : listMembers(text).map(({ member }) => member);
}

/** JSON, an object with its name as in a longer document, or JSON in a variable: `NAME='{…}'`. */
function parseExcerpt(text: string): JsonObject | undefined {
  if (text.length > maxSecretJsonLength) return undefined;
  const [, , assigned = ''] = ASSIGNED_OBJECT.exec(text.trim()) ?? [];
  return (
    parseObject(text) ??
    parseObject(NAMED_OBJECT.test(text) ? `{${text.trim().replace(/,$/, '')}}` : assigned)
  );
}

/** A list, such as the variables of a container, is returned as a member. */
function parseObject(text: string): JsonObject | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value)) return { list: value };
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A string in JSON, and whether its own name or that of an object around it says that it's a secret. */
interface Member {
  readonly member: string;
  readonly rank: 'named' | 'inside' | 'other' | 'number of a key';
}

function listMembers(text: string): readonly Member[] {
  const value = parseExcerpt(text);
  if (value === undefined) return [];
  const members = walkMembers(value, maxJsonDepth, false);
  const isOther =
    CLAIM_NAMES.some((name) => value[name] !== undefined) ||
    members.some(({ member, rank }) => rank === 'number of a key' || TOKEN_TEXT.test(member)) ||
    // Strings without names may be secrets, but only as any text may be one.
    (isJsonList(value) && value.list.every((one) => typeof one === 'string'));
  const rank = (wanted: Member['rank']) => members.filter((one) => one.rank === wanted);
  return [...rank('named'), ...rank('inside'), ...(isOther ? [] : rank('other'))];
}

function isJsonList(value: JsonObject): value is { readonly list: readonly unknown[] } {
  return Array.isArray(value.list);
}

function walkMembers(value: JsonObject, depth: number, isInside: boolean): readonly Member[] {
  const bytes = findBytes(value);
  if (bytes !== undefined) return [{ member: JSON.stringify(bytes), rank: 'named' }];
  const numbers = KEY_NUMBERS.find((names) => names.every((name) => typeof value[name] === 'string'));
  if (numbers !== undefined) return [{ member: '', rank: 'number of a key' }];
  return Object.entries(value).flatMap(([name, member]) => {
    const isSecret = isSecretName(name) || (value.kind === 'Secret' && /^(?:data|stringData)$/.test(name));
    const inner: readonly unknown[] = Array.isArray(member) ? member : [member];
    return inner.flatMap((one): readonly Member[] => {
      if (typeof one === 'string') return readMember(name, one, depth, isInside || isSecret);
      return depth > 0 && isJsonObject(one) ? walkMembers(one, depth - 1, isInside || isSecret) : [];
    });
  });
}

function readMember(name: string, member: string, depth: number, isInside: boolean): readonly Member[] {
  // The response of AWS Secrets Manager has JSON in a string.
  const nested = depth > 0 ? parseObject(member) : undefined;
  if (nested !== undefined) return walkMembers(nested, depth - 1, isInside);
  // The variables of a container.
  const [, variable = '', value = ''] = VARIABLE_ENTRY.exec(member) ?? [];
  if (isSecretName(variable)) return [{ member: value, rank: 'named' }];
  if (isSecretName(name)) return [{ member, rank: 'named' }];
  return PUBLIC_NAME.test(name) ? [] : [{ member, rank: isInside ? 'inside' : 'other' }];
}

/** The bytes of a buffer in Node, or of a `Uint8Array`, in JSON. */
function findBytes(value: JsonObject): readonly unknown[] | undefined {
  if (value.type === 'Buffer' && Array.isArray(value.data)) return value.data;
  const bytes = Object.values(value);
  const isBytes = bytes.every((byte) => Number.isInteger(byte) && Number(byte) >= 0 && Number(byte) < 256);
  const isArray = Object.keys(value).every((name, index) => name === String(index));
  return bytes.length > 0 && isBytes && isArray ? bytes : undefined;
}

/** Whether a variable or a member with this name is probably a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !PUBLIC_NAME.test(name);
}

/** The assigned lines of a file, each with the lines that continue it, the likely ones first; or the whole text. */
function listEntries(text: string): readonly string[] {
  const members = findTriedMembers(text);
  if (members.length > 0) return members;
  const entries = splitEntries(text);
  if (entries.length < 2) return [text];
  const rank = (entry: string) => (isSecretEntry(entry) ? 0 : 1);
  return entries.toSorted((one, other) => rank(one) - rank(other));
}

/** The assigned lines of an excerpt that may contain a secret by their names, each with the lines that continue it. */
export function listSecretEntries(text: string): readonly string[] {
  return splitEntries(normalizeKeyText(text)).filter(isSecretEntry);
}

function splitEntries(text: string): readonly string[] {
  const entries: string[] = [];
  for (const line of text.split(/\r\n?|\n/).slice(0, maxExcerptLines)) {
    const last = entries.length - 1;
    if (isAssigned(line.trim())) entries.push(line.trim());
    else if (last >= 0 && !CLOSING_LINE.test(line)) entries[last] += `\n${line}`;
  }
  return entries;
}

function isSecretEntry(entry: string): boolean {
  const [, names = ''] = /^([^=:]{1,1000})[=:]/.exec(entry) ?? [];
  return isSecretName(names.trim().split(/\s/).at(-1) ?? '');
}

function isAssigned(line: string): boolean {
  return ASSIGNED.test(line) || ASSIGNED_BY_SPACE.test(line);
}

/** The text without one layer of what surrounds it: every way that applies. */
function unwrap(text: string): readonly string[] {
  const quoted = QUOTED.exec(text)?.[2];
  if (quoted !== undefined) return [quoted, ...listUnescaped(quoted)];
  const assigned = (ASSIGNED.exec(text) ?? ASSIGNED_BY_SPACE.exec(text))?.[1];
  const parts = [
    text.replace(MARK, ''),
    PRINTED_BYTES.exec(text)?.[1],
    assigned,
    FIRST_WORD.exec(assigned ?? '')?.[1],
    BLOCK.exec(text)?.[1]?.replace(/^[ \t]+/gm, ''),
    // The lines of a folded block are joined by spaces.
    text.startsWith('>')
      ? BLOCK.exec(text)?.[1]
          ?.trim()
          .replace(/[ \t]*\r?\n[ \t]*/g, ' ')
      : undefined,
    EMPHASIZED.exec(text)?.[2],
    ...(FORM.test(text) ? text.split('&') : []),
    DEFAULT.exec(text)?.[1],
    ELEMENT.exec(text)?.[2],
    ...(FLOW_MAPPING.exec(text)?.[1] ?? '').split(/,\s/),
    text.replace(/(?<![,;\\])[,;\\]+$/, ''),
    COMMENT.exec(text)?.[1],
    ...listLiterals(text),
    ...listUnescaped(text),
    ...listCells(text),
    ...listLabeled(text),
  ];
  return parts.flatMap((part) => (part === undefined || part === text ? [] : [part.trim()]));
}

/** The cells of a table, those beside the name of a secret first. */
function listCells(text: string): readonly string[] {
  const lines = text.split(/\r\n?|\n/);
  const rows = lines
    .filter((line) => !TABLE_LINE.test(line))
    .map((line) => line.split(CELL_BORDER).map((cell) => cell.trim()));
  const isTable = rows.some((row) => row.length > 1) || lines.some((line) => /^-{3,}\s*$/.test(line));
  if (!isTable) return [];
  const rank = (row: readonly string[]) => (row.some(isSecretName) ? 0 : 1);
  return rows.toSorted((one, other) => rank(one) - rank(other)).flat();
}

/** The lines of a short text, such as a label on a page, the secret, and a button. */
function listLabeled(text: string): readonly string[] {
  const lines = text.split(/[\r\n]+/).map((line) => line.trim());
  if (lines.length === 1 || lines.length > maxLabeledLines) return [];
  const isWrapped =
    lines.slice(0, -1).every((line) => WRAPPED_LINE.test(line)) && LAST_LINE.test(lines.at(-1) ?? '');
  return isWrapped ? [] : lines;
}

/** The string literals in a text, and their concatenation if it's one string over multiple lines. */
function listLiterals(text: string): readonly string[] {
  const literals = [...text.matchAll(LITERAL)].map(([, , literal = '']) => literal);
  const isConcatenated =
    literals.length > 1 && /["'`]\s*(?:(?:\+|&|\\|\.{1,2}|\|\||&\s*_)\s*)?["'`]/.test(text);
  return [
    ...(isConcatenated ? [literals.join('')] : []),
    ...literals.filter((literal) => !NOT_SECRET_LITERAL.test(literal)),
  ];
}

/** What the escapes of the usual formats stand for: code and JSON, YAML, C# and CSV, docker-compose, cmd, PowerShell, URLs, XML. */
function listUnescaped(text: string): readonly string[] {
  const unescaped = [
    text.includes('\\') ? text.replace(/\\(?:u([\da-f]{4})|x([\da-f]{2})|([^]))/gi, unescape) : text,
    text.replaceAll("''", "'"),
    text.replaceAll('""', '"'),
    text.replace(/\^([^])/g, '$1'),
    text.replaceAll('%%', '%'),
    text.replace(/`([^])/g, '$1'),
    text.replaceAll('$$', () => '$'),
    /%[\da-f]{2}/i.test(text) ? decodePercent(text) : text,
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  ];
  return unescaped.filter((one) => one !== text);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '0': '\0' };

function unescape(_: string, unicode?: string, hex?: string, letter = ''): string {
  const code = unicode ?? hex;
  return code === undefined ? (escapes[letter] ?? letter) : String.fromCharCode(Number.parseInt(code, 16));
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Tools wrap long base64, and the server has it on one line. */
function concatenateLines(text: string): string {
  const lines = text.split(/\r\n?|\n/).map((line) => line.trim().replace(/\\$/, ''));
  const own = lines.filter((line) => !OTHER_LINE.test(line));
  return (own.length === 0 ? lines : own).join('');
}
