import { maxStorageEntries, maxValueLength } from './bounds';
import type { Exchange, HttpExchange, PageReport, StorageArea, StorageReading } from './exchange';
import type { FoundToken } from './search';
import { Search } from './search';
import { searchHttp } from './search-http';

export interface Findings {
  /** In the order of the walk: request first; a token that stands twice in one place is there once. */
  readonly found: readonly FoundToken[];
  /** An `Authorization: Bearer …` held something that is no JWT. */
  readonly opaqueBearer: boolean;
  /** How many texts were cut, or lists of them left unread, at the bounds. */
  readonly truncated: number;
  /** How many parts could not be read at all. */
  readonly unreadable: number;
}

/**
 * Finds every token in one exchange, by shape and JOSE header, whatever the header or field is called. Does not join
 * chunked cookies, and remembers nothing between calls. Never throws: a part that cannot be read is counted, the rest
 * is searched. Lengths are bounded by the constants of `bounds.ts`.
 */
export function findSightings(exchange: Exchange): Findings {
  try {
    switch (exchange.kind) {
      case 'http':
        return findInHttp(exchange);
      case 'storage':
        return findInStorage(exchange);
      case 'page-report':
        return findInReport(exchange);
      default:
        return nothingReadable;
    }
  } catch {
    return nothingReadable;
  }
}

const nothingReadable: Findings = { found: [], opaqueBearer: false, truncated: 0, unreadable: 1 };

function findInHttp(exchange: HttpExchange): Findings {
  const { id, sentAtMs, method, url, status } = exchange;
  const search = new Search({ exchangeId: id, atMs: sentAtMs, method, url, status });
  const { opaqueBearer } = searchHttp(exchange, search);
  return tell(search, opaqueBearer);
}

function findInStorage({ id, readAtMs, origin, area, entries, leftOut = 0 }: StorageReading): Findings {
  const search = new Search({ exchangeId: id, atMs: readAtMs, method: '', url: origin });
  const place = checkedArea(area);
  if (Number.isSafeInteger(leftOut) && leftOut > 0) search.truncated += leftOut;
  search.each(entries, maxStorageEntries, ({ key, value }) => {
    search.look({ place, name: key }, value, { maxLength: maxValueLength });
  });
  return tell(search, false);
}

function findInReport(report: PageReport): Findings {
  const { id, reportedAtMs, method, url, authorization, callSite } = report;
  const search = new Search({
    exchangeId: id,
    atMs: reportedAtMs,
    method,
    url,
    ...(callSite === undefined ? {} : { callSite }),
  });
  search.look({ place: 'reported by the page', name: 'Authorization' }, authorization, {
    maxLength: maxValueLength,
  });
  return tell(search, false);
}

function tell({ found, truncated, unreadable }: Search, opaqueBearer: boolean): Findings {
  return { found, opaqueBearer, truncated, unreadable };
}

const areas: readonly StorageArea[] = ['localStorage', 'sessionStorage', 'cookie'];

function checkedArea(area: StorageArea): StorageArea {
  if (!areas.includes(area)) throw new TypeError('no storage area');
  return area;
}
