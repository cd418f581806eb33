import type { Steps } from '../steps';
import { COOKIE, type Work } from './search-work';

/** A cookie in a `Cookie` or `Set-Cookie` header, in `document.cookie` or in a command. */
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

/** Browsers store about 180 cookies per site. */
const MAX_CHUNKS = 200;
/** Longer text before an equals sign isn't taken for a name. */
const MAX_NAME = 256;
const NAME_END = /[\s=;,"'^]/;
const endsName = Uint8Array.from({ length: 128 }, (_, code) =>
  Number(NAME_END.test(String.fromCharCode(code))),
);
/** The characters of tokens, base64 and URL encoding. A cookie may have others. */
const VALUE = /[\w.~%+/=-]*/y;
const CHUNK_NAME = /^(.+?)(\.|__)(\d{1,3})$/;

/** Lists every `NAME=VALUE` in a text that may be a cookie. */
export function* listCookies(text: string, work: Work): Steps<readonly Cookie[]> {
  const cookies: Cookie[] = [];
  let equals = text.indexOf('=');
  let counted = 0;
  while (equals !== -1) {
    if (work.spend(equals - counted + COOKIE)) yield work.pause();
    counted = equals;
    let nameStart = equals;
    const limit = Math.max(0, equals - MAX_NAME);
    while (nameStart > limit && !isNameEnd(text.charCodeAt(nameStart - 1))) nameStart -= 1;
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
    if (name === undefined || separator === undefined || Number(digits) >= MAX_CHUNKS) continue;
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
