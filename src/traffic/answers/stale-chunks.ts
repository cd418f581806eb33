import { findCookies } from '../exchange/form-fields';
import type { HeaderField, HttpExchange } from '../exchange/exchange';
import { listSetCookies } from '../exchange/set-cookie';
import { maxContextHeaders, maxContextValue } from './limits';

const chunkName = /^(.+)(\.|__)(\d{1,3})$/;
/** The start of a token. A chunk after the first one continues a value, so it doesn't start like this. */
const tokenBeginning = /^ey[\w-]+\./;

/** The chunks of one cookie, by their number. */
type Chunks = ReadonlyMap<number, string>;

/**
 * The numbers of a cookie's chunks in a request, if some of them are left over from an earlier, longer value. Undefined
 * if none is known to be. `stem` is the cookie's name without the number.
 *
 * There are two proofs. The request has both the unsplit cookie and chunks. Or the newest response that set chunks set
 * fewer of them, and its last chunk is shorter than its first: all chunks but the last have the same length, so the
 * value ends there.
 */
export function findStaleChunks(
  stem: string,
  request: HttpExchange,
  setBy: HttpExchange | undefined,
): readonly number[] | undefined {
  const cookies = readCookies(request.requestHeaders);
  const sent = chunksOf(stem, cookies);
  if ((sent.get(0)?.length ?? 0) < (sent.get(1)?.length ?? Infinity)) return undefined;
  if ([...sent].some(([index, value]) => index > 0 && tokenBeginning.test(value))) return undefined;
  const isStale =
    cookies.some(({ name }) => name === stem) || (setBy !== undefined && hasLaterChunks(sent, setBy, stem));
  return isStale ? [...sent.keys()].sort((one, other) => one - other) : undefined;
}

/** Whether a request sent all chunks that a response had set, and more after them. */
function hasLaterChunks(sent: Chunks, setBy: HttpExchange, stem: string): boolean {
  const set = chunksOf(stem, listSetCookies(setBy.responseHeaders));
  const last = set.size - 1;
  const [firstLength, lastLength] = [set.get(0)?.length ?? 0, set.get(last)?.length ?? Infinity];
  return (
    last > 0 &&
    lastLength < firstLength &&
    [...set].every(([index, value]) => sent.get(index) === value) &&
    [...sent.keys()].some((index) => index > last)
  );
}

/** The newest response that set chunks of this cookie before the request was sent. */
export function findChunkSetter(
  stem: string,
  request: HttpExchange,
  exchanges: readonly HttpExchange[],
): HttpExchange | undefined {
  return exchanges
    .filter(
      ({ answeredAtMs, responseHeaders, url }) =>
        answeredAtMs <= request.sentAtMs &&
        chunksOf(stem, listSetCookies(responseHeaders)).size > 0 &&
        hostOf(url) === hostOf(request.url),
    )
    .reduce<HttpExchange | undefined>(
      (newest, each) => (newest === undefined || each.answeredAtMs >= newest.answeredAtMs ? each : newest),
      undefined,
    );
}

interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** The cookies of all `Cookie` headers. */
export function readCookies(headers: readonly HeaderField[]): readonly NamedValue[] {
  return headers
    .slice(0, maxContextHeaders)
    .filter(({ name }) => name.toLowerCase() === 'cookie')
    .flatMap(({ value }) => findCookies(value.slice(0, maxContextValue)).fields);
}

/** The chunks among these cookies. Skips empty values, with which a response removes a chunk. */
function chunksOf(stem: string, cookies: readonly NamedValue[]): Chunks {
  const chunks = new Map<number, string>();
  for (const { name, value } of cookies) {
    if (!name.startsWith(stem) || value === '') continue;
    const [, ofStem, , digits] = chunkName.exec(name) ?? [];
    if (ofStem === stem) chunks.set(Number(digits), value);
  }
  return chunks;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
