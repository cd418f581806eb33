import { finish, type Steps } from '../../token';
import type { ExchangeGaps } from '../exchange/body-gap';
import { maxBodyLength, maxStorageEntries, maxValueLength } from '../exchange/limits';
import { deliveryOf } from '../exchange/delivery';
import type {
  AddedText,
  ReportedText,
  Exchange,
  HttpExchange,
  PageReport,
  StorageArea,
  StorageReading,
  StreamMessage,
} from '../exchange/exchange';
import type { ExchangeInfo, Sighting } from '../exchange/sighting';
import type { EncryptedEntry } from './encrypted-entry';
import { findEncryptingLibrary } from './encrypted-entry';
import type { SearchMemory } from './search';
import type { FoundToken } from './token-facts';
import { checkedWord, clipName, Search } from './search';
import type { KnownToken } from './token-facts';
import { maxReported, maxEncryptedEntries } from './limits';
import { CookieList, searchCookies } from './cookies';
import { searchHttp } from './http';
import { searchMessage } from './messages';
import { namedBy, searchUrl } from './url';

/** What the search of one exchange found, and what it couldn't search. */
export interface Findings {
  /** In the order of the search, request first. A token that occurs twice in one location is listed once. */
  readonly found: readonly FoundToken[];
  /** Undefined if this isn't an exchange. */
  readonly exchangeInfo: ExchangeInfo | undefined;
  /** The messages in which a token was found. */
  readonly messages: readonly StreamMessage[];
  /** An `Authorization` header with the scheme Bearer, DPoP or Token has something that isn't a JWT. */
  readonly opaqueBearer: boolean;
  /** Entries in a storage reading with an encrypted token that wasn't decrypted. */
  readonly encryptedEntries: readonly EncryptedEntry[];
  /** The keys of the entries that were decrypted. */
  readonly decryptedKeys: ReadonlySet<string>;
  /** Why not all of a body is searched. */
  readonly gaps: ExchangeGaps;
  /** How many entries of a storage area its reader left out. */
  readonly leftOut: number;
  /** How many texts, or items of lists, weren't fully searched because of a limit. */
  readonly truncated: number;
  /** How many parts couldn't be read at all. */
  readonly unreadable: number;
}

/** Runs `searchExchange` to its end, without memory, and returns sightings. */
export function findSightings(exchange: Exchange): Omit<Findings, 'found' | 'exchangeInfo' | 'messages'> & {
  readonly found: readonly (KnownToken & { readonly sighting: Sighting })[];
} {
  const { found, exchangeInfo, messages: _messages, ...findings } = finish(searchExchange(exchange));
  if (exchangeInfo === undefined) return { ...findings, found: [] };
  return {
    ...findings,
    found: found.map(({ location, ...known }) => ({ ...known, sighting: { ...exchangeInfo, ...location } })),
  };
}

/**
 * Finds every token in one exchange by its shape and JOSE header, regardless of header and field names, in steps of
 * about a millisecond. Merges cookies of one exchange. Doesn't search again what `memory` knows. Never throws: a part
 * that can't be read is counted and the rest is searched. Lengths are limited by the constants in `limits.ts`.
 */
export function* searchExchange(exchange: Exchange, memory?: SearchMemory): Steps<Findings> {
  try {
    switch (exchange.kind) {
      case 'http':
        return yield* findInHttp(exchange, memory);
      case 'storage':
        return yield* findInStorage(exchange, memory);
      case 'page-report':
        return yield* findInReport(exchange, memory);
      case 'text':
        return yield* findInAddedText(exchange, memory);
      default:
        return nothingReadable;
    }
  } catch (error) {
    memory?.reportBug(error);
    return nothingReadable;
  }
}

const nothingReadable: Findings = {
  found: [],
  exchangeInfo: undefined,
  messages: [],
  opaqueBearer: false,
  encryptedEntries: [],
  decryptedKeys: new Set(),
  gaps: {},
  leftOut: 0,
  truncated: 0,
  unreadable: 1,
};

function* findInHttp(exchange: HttpExchange, memory: SearchMemory | undefined): Steps<Findings> {
  const { id, sentAtMs, method, url, status, isPending, source, sender } = exchange;
  const delivery = deliveryOf(exchange);
  const facts = { exchangeId: id, atMs: sentAtMs, method, url, status, isPending, source, sender, delivery };
  const search = new Search(facts, memory);
  const { opaqueBearer } = yield* searchHttp(exchange, search);
  return toFindings(search, opaqueBearer);
}

function* findInStorage(
  { id, readAtMs, origin, area, entries, leftOut: reportedLeftOut = 0 }: StorageReading,
  memory: SearchMemory | undefined,
): Steps<Findings> {
  const search = new Search({ exchangeId: id, atMs: readAtMs, method: '', url: origin }, memory);
  const kind = checkedWord(area, areas);
  const leftOut = Number.isSafeInteger(reportedLeftOut) ? Math.max(0, reportedLeftOut) : 0;
  if (kind === 'cookie') {
    const list = new CookieList();
    list.isComplete = leftOut === 0;
    yield* search.each(entries, maxStorageEntries, ({ key, value }) => list.addOne(key, value));
    yield* searchCookies(kind, list, search);
    return { ...toFindings(search), leftOut };
  }
  const encryptedEntries: EncryptedEntry[] = [];
  const decryptedKeys = new Set<string>();
  yield* search.each(entries, maxStorageEntries, function* (stored) {
    const { key, value, decryption = 'not tried' } = stored;
    const location = { kind, name: key, isDecrypted: decryption === 'decrypted' };
    const tokens = yield* search.searchText(location, value, { maxLength: maxValueLength });
    if (decryption === 'decrypted') return void decryptedKeys.add(clipName(key));
    const library = tokens > 0 ? undefined : findEncryptingLibrary(kind, stored);
    if (library === undefined) return;
    const entry = { library, area: kind, key: clipName(key), origin: clipName(origin), reason: decryption };
    if (encryptedEntries.length < maxEncryptedEntries) encryptedEntries.push(entry);
    else search.truncated += 1;
  });
  return { ...toFindings(search), encryptedEntries, decryptedKeys, leftOut };
}

function* findInReport(report: PageReport, memory: SearchMemory | undefined): Steps<Findings> {
  const { id, reportedAtMs, method, url, texts, callSite } = report;
  const facts = { exchangeId: id, atMs: reportedAtMs, method, url };
  const search = new Search({ ...facts, ...(callSite === undefined ? {} : { callSite }) }, memory);
  yield* search.each(texts, maxReported, (one) => searchReportedText(one, search));
  return toFindings(search);
}

function* findInAddedText(
  { id, addedAtMs, name, text }: AddedText,
  memory: SearchMemory | undefined,
): Steps<Findings> {
  const search = new Search({ exchangeId: id, atMs: addedAtMs, method: '', url: '' }, memory);
  yield* search.searchText({ kind: 'text', name }, text, { maxLength: maxBodyLength });
  return toFindings(search);
}

function* searchReportedText({ kind: partOfCall, name, text }: ReportedText, search: Search): Steps<void> {
  const kind = 'reported by the page';
  const limit = { maxLength: maxValueLength, cut: false };
  switch (partOfCall) {
    case 'request header':
    case 'request body':
      yield* search.searchText({ kind, name }, text, limit);
      return;
    case 'request url':
      yield* searchUrl(text, namedBy(kind, 'URL'), search);
      return;
    case 'message sent':
    case 'message received':
      yield* searchMessage({ kind, name: partOfCall }, text, limit, search);
      return;
    default:
      throw new TypeError('unknown part of a call');
  }
}

function toFindings(search: Search, opaqueBearer = false): Findings {
  const { found, exchangeInfo, messages, gaps, truncated, stopped, unreadable } = search;
  return {
    found,
    exchangeInfo,
    messages,
    opaqueBearer,
    encryptedEntries: [],
    decryptedKeys: new Set(),
    gaps,
    leftOut: 0,
    truncated: truncated + stopped,
    unreadable,
  };
}

const areas: readonly StorageArea[] = [
  'localStorage',
  'sessionStorage',
  'window.name',
  'cookie',
  'IndexedDB',
];
