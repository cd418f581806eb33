import { maxOriginLength, maxWatchedOrigins } from './limits';
import { guarded, isCount, isText, membersOf } from './guard';

/** Devtools, panel and options pages → background, which responds to each with a {@link WatchedNotice}. */
export type BackgroundRequest =
  | { readonly type: 'watch' | 'unwatch' | 'open-watch-page'; readonly origin: string }
  | { readonly type: 'list-watched' }
  | { readonly type: 'wake-tab'; readonly tabId: number };

/** Background → every page of the extension, also as a response. */
export interface WatchedNotice {
  readonly type: 'watched';
  readonly origins: readonly string[];
}

/** Parses a request to watch an origin or about watched ones; undefined for any other value. */
export function parseBackgroundRequest(value: unknown): BackgroundRequest | undefined {
  return guarded(() => {
    const { type, origin, tabId } = membersOf(value);
    if (type === 'list-watched') return { type };
    if (type === 'wake-tab') return isCount(tabId) ? { type, tabId } : undefined;
    if (type !== 'watch' && type !== 'unwatch' && type !== 'open-watch-page') return undefined;
    return isOrigin(origin) ? { type, origin } : undefined;
  });
}

/** Parses the list of all watched origins; undefined if any is invalid. */
export function parseWatchedNotice(value: unknown): WatchedNotice | undefined {
  return guarded(() => {
    const { type, origins } = membersOf(value);
    if (type !== 'watched' || !Array.isArray(origins) || origins.length > maxWatchedOrigins) return undefined;
    return origins.every(isOrigin) ? { type, origins: [...origins] } : undefined;
  });
}

/** An origin that can be watched: http or https as serialized by `URL` (RFC 6454 §6.2), without a path. */
export function isOrigin(value: unknown): value is string {
  // `URL` accepts a `*` in a host, and as a match pattern it would also match other sites.
  if (!isText(value, maxOriginLength) || !/^https?:[^*]+$/.test(value)) return false;
  try {
    return new URL(value).origin === value;
  } catch {
    return false;
  }
}
