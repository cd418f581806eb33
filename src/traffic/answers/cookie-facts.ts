import type { CheckContext } from '../../token';
import type { HttpExchange } from '../exchange/exchange';
import { listSetCookies, parseCookieAttributes, type SetCookie } from '../exchange/set-cookie';
import type { Sighting } from '../exchange/sighting';
import { findChunkSetter, findStaleChunks, readCookies } from './stale-chunks';

type CookieFacts = NonNullable<CheckContext['cookie']>;

interface CookieSources {
  /** The newest request that sent the cookie. */
  readonly sentBy: HttpExchange | undefined;
  /** The newest response that set it. */
  readonly setBy: HttpExchange | undefined;
  /** A script read it, so it isn't `HttpOnly`. */
  readonly isReadable: boolean;
  /** The newest exchanges in the log. One of them may have set chunks of the cookie that contain another token. */
  readonly exchanges: () => readonly HttpExchange[];
}

/**
 * Describes the cookie, or the cookies, that contain a token. The attributes are from the newest captured `Set-Cookie`
 * header; without one, describes only name and value. The return type is inferred, so that `producers.test.ts` can
 * check which members are set.
 */
export function readCookieFacts(
  { name, chunks = [] }: Pick<Sighting, 'name' | 'chunks'>,
  { sentBy, setBy, isReadable, exchanges }: CookieSources,
) {
  const [first = name] = chunks;
  // A token split across two unrelated cookies (header and payload, signature) has the first one's name.
  const isSplit = first === name && chunks.length > 1;
  const isChunked = chunks.length > 0 && !isSplit;
  const line = setBy && findSetCookie(setBy, first);
  const sent = sentBy && readCookies(sentBy.requestHeaders).find((cookie) => cookie.name === name);
  const value = line?.value ?? sent?.value;
  const chunkSetter = sentBy && isChunked ? findChunkSetter(name, sentBy, exchanges()) : undefined;
  const staleChunks = sentBy && findStaleChunks(name, sentBy, chunkSetter);
  const found =
    staleChunks ?? (isChunked ? chunks.map((chunk) => Number(/\d+$/.exec(chunk)?.[0])) : undefined);
  return {
    name,
    ...(value !== undefined && chunks.length === 0 && { size: sizeOf(name) + sizeOf(value) }),
    ...(found && { chunks: { found, ...(staleChunks && { stale: true }) } }),
    ...(isSplit && { split: true }),
    ...(isReadable && { httpOnly: false }),
    ...(line && readAttributes(line)),
  } satisfies CookieFacts;
}

/** The last line with the name, as in browsers (RFC 6265 §5.3). */
function findSetCookie({ responseHeaders }: HttpExchange, name: string): SetCookie | undefined {
  return listSetCookies(responseHeaders).findLast((cookie) => cookie.name === name);
}

/** RFC 6265 §5.2: names are case-insensitive, unknown attributes are ignored. */
function readAttributes(cookie: SetCookie) {
  const read = parseCookieAttributes(cookie);
  const sameSite = readSameSite(read.get('samesite'));
  const domain = read.get('domain');
  const path = read.get('path');
  return {
    secure: read.has('secure'),
    httpOnly: read.has('httponly'),
    ...(sameSite !== undefined && { sameSite }),
    ...(domain && { domain }),
    ...(path?.startsWith('/') && { path }),
  };
}

function readSameSite(value = ''): CookieFacts['sameSite'] {
  return (['Strict', 'Lax', 'None'] as const).find((known) => known.toLowerCase() === value.toLowerCase());
}

function sizeOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
