import type { Steps } from '../steps';
import { maxCookieMembers } from './context-hints';
import { COOKIE, type Work } from './search-work';
import { maxCookieChunks, maxCookieNameLength } from '../limits';

/** A cookie in a `Cookie` or `Set-Cookie` header, in `document.cookie`, in a command, in a table or in JSON. */
export interface Cookie {
  readonly name: string;
  /** The position of its value. */
  readonly start: number;
  readonly end: number;
}

/** The chunks of a value that was too long for one cookie, by index. */
export interface ChunkSet {
  readonly name: string;
  /** `.` or `__`. */
  readonly separator: string;
  readonly chunks: ReadonlyMap<number, Cookie>;
}

const NAME_END = /[\s=;,"'^]/;
const endsName = Uint8Array.from({ length: 128 }, (_, code) =>
  Number(NAME_END.test(String.fromCharCode(code))),
);
/** The characters of tokens, base64 and URL encoding. A cookie may have others. */
const VALUE = /[\w.~%+/=-]*/y;
const CHUNK_NAME = /^(.+?)(\.|__)(\d{1,3})$/;

/** The end of the name of a chunk in a table or in JSON. */
const CHUNK_NAME_END = /(?:\.|__)\d{1,3}(?=\\?"|\t)/g;
/** From there to the value: the next column, or a string, as in `"NAME":"…"` and `"name":"NAME","path":"/","value":"…"`. */
const CHUNK_SEPARATOR = new RegExp(
  String.raw`\t|\\?"\s{0,4}(?:,[^{}]{0,${maxCookieMembers}}?"value\\?"\s{0,4})?:\s{0,4}\\?"`,
  'y',
);

/** Lists every `NAME=VALUE` in a text that may be a cookie, and the chunks of cookies in a table or in JSON. */
export function* listCookies(text: string, work: Work): Steps<readonly Cookie[]> {
  const cookies = yield* listAssigned(text, work);
  const chunks = yield* listOtherChunks(text, work);
  return chunks.length === 0
    ? cookies
    : [...cookies, ...chunks].toSorted((one, other) => one.start - other.start);
}

function* listOtherChunks(text: string, work: Work): Steps<readonly Cookie[]> {
  const chunks: Cookie[] = [];
  CHUNK_NAME_END.lastIndex = 0;
  let counted = 0;
  for (let match = CHUNK_NAME_END.exec(text); match !== null; match = CHUNK_NAME_END.exec(text)) {
    if (work.spend(CHUNK_NAME_END.lastIndex - counted + COOKIE)) yield work.pause();
    if (work.isOver()) break;
    counted = CHUNK_NAME_END.lastIndex;
    const nameEnd = counted;
    CHUNK_SEPARATOR.lastIndex = nameEnd;
    if (!CHUNK_SEPARATOR.test(text)) continue;
    const start = CHUNK_SEPARATOR.lastIndex;
    const nameStart = findNameStart(text, nameEnd);
    VALUE.lastIndex = start;
    const end = VALUE.test(text) ? VALUE.lastIndex : start;
    if (nameStart < match.index && end > start) {
      chunks.push({ name: text.slice(nameStart, nameEnd), start, end });
    }
    work.spend(start - nameStart);
    CHUNK_NAME_END.lastIndex = Math.max(end, nameEnd);
  }
  return chunks;
}

function findNameStart(text: string, end: number): number {
  const limit = Math.max(0, end - maxCookieNameLength);
  let start = end;
  while (start > limit && !isNameEnd(text.charCodeAt(start - 1))) start -= 1;
  return start;
}

function* listAssigned(text: string, work: Work): Steps<readonly Cookie[]> {
  const cookies: Cookie[] = [];
  let equals = text.indexOf('=');
  let counted = 0;
  while (equals !== -1) {
    if (work.spend(equals - counted + COOKIE)) yield work.pause();
    counted = equals;
    const nameStart = findNameStart(text, equals);
    const start = equals + 1;
    VALUE.lastIndex = start;
    const end = VALUE.test(text) ? VALUE.lastIndex : start;
    work.spend(equals - nameStart);
    if (nameStart < equals && end > start) cookies.push({ name: text.slice(nameStart, equals), start, end });
    // An equals sign in a value doesn't begin another cookie.
    equals = text.indexOf('=', Math.max(end, start));
  }
  return cookies;
}

/**
 * Groups the cookies that are chunks of one value. Some chunks may be missing. A repeated index begins another set, since
 * a response may set the chunks that its request sent.
 */
export function* findChunkSets(cookies: readonly Cookie[], work: Work): Steps<readonly ChunkSet[]> {
  const sets: { name: string; separator: string; chunks: Map<number, Cookie> }[] = [];
  const latest = new Map<string, Map<number, Cookie>>();
  for (const cookie of cookies) {
    if (work.spend(cookie.name.length + COOKIE)) yield work.pause();
    const [, name, separator, digits] = CHUNK_NAME.exec(cookie.name) ?? [];
    if (name === undefined || separator === undefined || Number(digits) >= maxCookieChunks) continue;
    const key = `${name}${separator}`;
    let chunks = latest.get(key);
    if (chunks === undefined || chunks.has(Number(digits))) {
      chunks = new Map();
      latest.set(key, chunks);
      sets.push({ name, separator, chunks });
    }
    chunks.set(Number(digits), cookie);
  }
  return sets;
}

function isNameEnd(code: number): boolean {
  return code < 128 ? endsName[code] === 1 : NAME_END.test(String.fromCharCode(code));
}
