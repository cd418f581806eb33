import { findCookies } from '../exchange/form-fields';
import type { HeaderField, HttpExchange } from '../exchange/exchange';
import { listSetCookies } from '../exchange/set-cookie';
import { maxContextHeaders, maxContextValue } from './limits';

const chunkName = /^(.+)(\.|__)(\d{1,3})$/;
/** Header and payload of a token: a chunk behind the first one continues a value and doesn't begin like this. */
const beginsAsToken = /^ey[\w-]+\./;

/** The chunks of one cookie, by their number. */
type Chunks = ReadonlyMap<number, string>;

/**
 * The numbers of the chunks of a cookie that a request sent, if some of them are left over from an earlier, longer value;
 * undefined if none is known to be. `stem` is the cookie's name without the number.
 *
 * Two things prove it. The cookie was sent whole, and with chunks beside it. Or the newest response that set its chunks
 * set fewer of them, and the last one set is shorter than the first: a value is cut into chunks of one length, so it ends
 * there.
 */
export function findStaleChunks(
  stem: string,
  request: HttpExchange,
  setBy: HttpExchange | undefined,
): readonly number[] | undefined {
  const cookies = readCookies(request.requestHeaders);
  const sent = chunksOf(stem, cookies);
  if ((sent.get(0)?.length ?? 0) < (sent.get(1)?.length ?? Infinity)) return undefined;
  if ([...sent].some(([index, value]) => index > 0 && beginsAsToken.test(value))) return undefined;
  const isStale =
    cookies.some(({ name }) => name === stem) || (setBy !== undefined && goesBeyond(sent, setBy, stem));
  return isStale ? [...sent.keys()].sort((one, other) => one - other) : undefined;
}

/** Whether a request sent, beside all chunks that a response set, others that come after them. */
function goesBeyond(sent: Chunks, setBy: HttpExchange, stem: string): boolean {
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

/** A chunk without a value is one that a response removes. */
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
