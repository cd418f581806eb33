import { finish, type Steps } from '../../token';
import type { ExchangeGaps } from '../exchange/body-gap';
import { maxStorageEntries, maxValueLength } from '../exchange/limits';
import { deliveryOf } from '../exchange/delivery';
import type {
  ReportedText,
  Exchange,
  HttpExchange,
  PageReport,
  StorageArea,
  StorageReading,
} from '../exchange/exchange';
import type { Sealed } from './encrypted-entry';
import { findSealer } from './encrypted-entry';
import type { FoundToken } from './search';
import { checkedWord, clipName, Search } from './search';
import { maxCarried, maxSealed } from './limits';
import { CookieList, searchCookies } from './cookies';
import { searchHttp } from './http';
import { searchMessage } from './messages';
import { namedBy, searchUrl } from './url';

export interface Findings {
  /** In the order of the walk: request first; a token that stands twice in one place is there once. */
  readonly found: readonly FoundToken[];
  /** An `Authorization` of the scheme Bearer, DPoP or Token held something that is no JWT. */
  readonly opaqueBearer: boolean;
  /** Entries of a storage reading that a library sealed: a token is there and cannot be read. */
  readonly sealed: readonly Sealed[];
  /** Why not all of a body is searched. */
  readonly gaps: ExchangeGaps;
  /** How many entries of a storage area its reader left out. */
  readonly leftOut: number;
  /** How many texts were cut, or lists of them left unread, at the bounds. */
  readonly truncated: number;
  /** How many parts could not be read at all. */
  readonly unreadable: number;
}

/**
 * Finds every token in one exchange, by shape and JOSE header, whatever the header or field is called. Joins
 * cookies of one exchange, and remembers nothing between calls. Never throws: a part that cannot be read is counted, the rest
 * is searched. Lengths are bounded by the constants of `bounds.ts`.
 */
export function findSightings(exchange: Exchange): Findings {
  return finish(searchExchange(exchange));
}

/** The same in steps of about a millisecond, so that a large exchange blocks no thread. */
export function* searchExchange(exchange: Exchange): Steps<Findings> {
  try {
    switch (exchange.kind) {
      case 'http':
        return yield* findInHttp(exchange);
      case 'storage':
        return yield* findInStorage(exchange);
      case 'page-report':
        return yield* findInReport(exchange);
      default:
        return nothingReadable;
    }
  } catch {
    return nothingReadable;
  }
}

const nothingReadable: Findings = {
  found: [],
  opaqueBearer: false,
  sealed: [],
  gaps: {},
  leftOut: 0,
  truncated: 0,
  unreadable: 1,
};

function* findInHttp(exchange: HttpExchange): Steps<Findings> {
  const { id, sentAtMs, method, url, status, isPending, source, sender } = exchange;
  const delivery = deliveryOf(exchange);
  const search = new Search({
    exchangeId: id,
    atMs: sentAtMs,
    method,
    url,
    status,
    isPending,
    source,
    sender,
    delivery,
  });
  const { opaqueBearer } = yield* searchHttp(exchange, search);
  return tell(search, opaqueBearer);
}

function* findInStorage({
  id,
  readAtMs,
  origin,
  area,
  entries,
  leftOut: given = 0,
}: StorageReading): Steps<Findings> {
  const search = new Search({ exchangeId: id, atMs: readAtMs, method: '', url: origin });
  const place = checkedWord(area, areas);
  const leftOut = Number.isSafeInteger(given) ? Math.max(0, given) : 0;
  if (place === 'cookie') {
    const list = new CookieList();
    list.isComplete = leftOut === 0;
    yield* search.each(entries, maxStorageEntries, ({ key, value }) => list.addOne(key, value));
    yield* searchCookies(place, list, search);
    return { ...tell(search), leftOut };
  }
  const sealed: Sealed[] = [];
  yield* search.each(entries, maxStorageEntries, function* ({ key, value }) {
    const tokens = yield* search.look({ place, name: key }, value, { maxLength: maxValueLength });
    const library = tokens > 0 ? undefined : findSealer(place, key, value);
    if (library === undefined) return;
    if (sealed.length < maxSealed)
      sealed.push({ library, area: place, key: clipName(key), origin: clipName(origin) });
    else search.truncated += 1;
  });
  return { ...tell(search), sealed, leftOut };
}

function* findInReport(report: PageReport): Steps<Findings> {
  const { id, reportedAtMs, method, url, carried, callSite } = report;
  const search = new Search({
    exchangeId: id,
    atMs: reportedAtMs,
    method,
    url,
    ...(callSite === undefined ? {} : { callSite }),
  });
  yield* search.each(carried, maxCarried, (one) => searchCarried(one, search));
  return tell(search);
}

function* searchCarried({ place: carrier, name, text }: ReportedText, search: Search): Steps<void> {
  const place = 'reported by the page';
  const extent = { maxLength: maxValueLength, cut: false };
  switch (carrier) {
    case 'request header':
    case 'request body':
      yield* search.look({ place, name }, text, extent);
      return;
    case 'request url':
      yield* searchUrl(text, namedBy(place, 'URL'), search);
      return;
    case 'message sent':
    case 'message received':
      yield* searchMessage({ place, name: carrier }, text, extent, search);
      return;
    default:
      throw new TypeError('no place');
  }
}

function tell(search: Search, opaqueBearer = false): Findings {
  const { found, gaps, truncated, stopped, unreadable } = search;
  return { found, opaqueBearer, sealed: [], gaps, leftOut: 0, truncated: truncated + stopped, unreadable };
}

const areas: readonly StorageArea[] = [
  'localStorage',
  'sessionStorage',
  'window.name',
  'cookie',
  'IndexedDB',
];
