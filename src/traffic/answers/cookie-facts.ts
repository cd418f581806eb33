import type { CheckContext } from '../../token';
import type { HttpExchange } from '../exchange/exchange';
import { listSetCookies, parseCookieAttributes, type SetCookie } from '../exchange/set-cookie';
import { findChunkSetter, findStaleChunks, readCookies } from './stale-chunks';

type CookieFacts = NonNullable<CheckContext['cookie']>;

const chunkedName = /^(.*?)(\.|__)(\d{1,3})((?:\+\2\d{1,3})*)$/;

export interface CookieSources {
  /** The newest request that sent the cookie. */
  readonly sentBy: HttpExchange | undefined;
  /** The newest response that set it. */
  readonly setBy: HttpExchange | undefined;
  /** A script read it. */
  readonly isReadable: boolean;
  /** The newest exchanges of the log: one of them may have set chunks of the cookie with another token. */
  readonly exchanges: () => readonly HttpExchange[];
}

/**
 * The cookie of this name, or the cookies that its parts were joined from, with the attributes of the newest
 * `Set-Cookie` that is known. Without one only what its name and its value show. Its return type lists what is really
 * read: the checks get nothing else (`producers.test.ts`).
 */
export function readCookieFacts(name: string, { sentBy, setBy, isReadable, exchanges }: CookieSources) {
  const parts = partsOf(name);
  const line = setBy && findSetCookie(setBy, parts.names[0] ?? name);
  const sent = sentBy && readCookies(sentBy.requestHeaders).find((cookie) => cookie.name === name);
  const value = line?.value ?? sent?.value;
  const chunkSetter = sentBy && parts.chunks && findChunkSetter(parts.stem, sentBy, exchanges());
  const staleChunks = sentBy && findStaleChunks(parts.stem, sentBy, chunkSetter);
  const found = staleChunks ?? parts.chunks;
  return {
    name: parts.stem,
    ...(value !== undefined && parts.names.length === 1 && { size: sizeOf(name) + sizeOf(value) }),
    ...(found && { chunks: { found, ...(staleChunks && { stale: true }) } }),
    ...(parts.isSplit && { split: true }),
    ...(isReadable && { httpOnly: false }),
    ...(line && readAttributes(line, setBy.answeredAtMs / 1_000)),
  } satisfies CookieFacts;
}

interface Parts {
  readonly stem: string;
  readonly names: readonly string[];
  readonly chunks?: readonly number[];
  readonly isSplit: boolean;
}

/** As joined cookies are named: `NAME.0+.1`, and `FIRST+SECOND` for two halves of one token. */
function partsOf(name: string): Parts {
  const [, stem, separator, first, others] = chunkedName.exec(name) ?? [];
  if (stem && separator && first !== undefined && others) {
    const chunks = [
      first,
      ...others
        .split('+')
        .slice(1)
        .map((part) => part.slice(separator.length)),
    ].map(Number);
    return { stem, names: chunks.map((chunk) => `${stem}${separator}${chunk}`), chunks, isSplit: false };
  }
  const halves = name.split('+');
  return halves.length === 2 && halves.every((half) => half !== '')
    ? { stem: halves[0] ?? name, names: halves, isSplit: true }
    : { stem: name, names: [name], isSplit: false };
}

/** The last line of that name wins, as in the browser (RFC 6265 §5.3). */
function findSetCookie({ responseHeaders }: HttpExchange, name: string): SetCookie | undefined {
  return listSetCookies(responseHeaders).findLast((cookie) => cookie.name === name);
}

/** RFC 6265 §5.2: names in any case, an unknown attribute is passed over, `Max-Age` wins over `Expires`. */
function readAttributes(cookie: SetCookie, setAtSeconds: number) {
  const read = parseCookieAttributes(cookie);
  const sameSite = readSameSite(read.get('samesite'));
  const domain = read.get('domain');
  const path = read.get('path');
  const expiresAtSeconds = readExpiry(read.get('max-age'), read.get('expires'), setAtSeconds);
  return {
    secure: read.has('secure'),
    httpOnly: read.has('httponly'),
    ...(sameSite !== undefined && { sameSite }),
    ...(domain && { domain }),
    ...(path?.startsWith('/') && { path }),
    ...(expiresAtSeconds !== undefined && { expiresAtSeconds }),
  };
}

function readSameSite(value = ''): CookieFacts['sameSite'] {
  return (['Strict', 'Lax', 'None'] as const).find((known) => known.toLowerCase() === value.toLowerCase());
}

function readExpiry(maxAge: string | undefined, expires: string | undefined, setAtSeconds: number) {
  if (maxAge !== undefined && /^-?\d{1,12}$/.test(maxAge)) return setAtSeconds + Number(maxAge);
  const at = Date.parse(expires ?? '') / 1_000;
  return Number.isFinite(at) ? at : undefined;
}

function sizeOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
