import type { Watching } from '../../../traffic';
import { readOrigin } from './inspected';
import { isOrigin } from '../../protocol/watch-messages';
import { subscribeNavigated } from '../network';
import { subscribeWatched } from '../../extension/watch';

/** The inspected tab's top frame, and whether its origin is watched. */
export interface InspectedSite {
  /** Empty for a page without an http or https origin. */
  readonly origin: string;
  readonly watching: Watching;
}

/** The inspected site, kept up to date. */
export interface SiteWatch {
  /** The inspected top frame's origin; empty if it has none. */
  origin(): string;
  isWatched(origin: string): boolean;
  /** Whether this is the inspected top frame's origin. */
  isOfSite(origin: string): boolean;
  /** Reads the page's origin again if it couldn't be read before. */
  retry(): void;
  end(): void;
}

interface SiteListeners {
  /** Called at once when either the origin or its watching changes. */
  readonly site: (site: InspectedSite) => void;
  /** Called after `site` if the origin changed. */
  readonly originChanged?: () => void;
  /** Called when an origin is watched or no longer watched, and for the first list of watched origins. */
  readonly watched: () => void;
}

/**
 * Follows the top frame's origin and the watched origins, and emits both together. When the site becomes watched, a
 * reload is offered until the next navigation, since the scripts run only in pages that are loaded later.
 */
export function followSite(listeners: SiteListeners): SiteWatch {
  let origin = '';
  let reportedOrigin = '';
  let watched: ReadonlySet<string> | undefined;
  let isReloadOffered = false;
  /** Until a navigation is reported, only the page itself knows its origin. */
  let isKnown = false;
  let reading = new AbortController();

  const report = () => {
    const watching: Watching =
      origin === ''
        ? { state: 'impossible' }
        : watched?.has(origin)
          ? { state: 'on', origin, reloadOffered: isReloadOffered }
          : { state: 'off' };
    listeners.site({ origin, watching });
    if (origin === reportedOrigin) return;
    reportedOrigin = origin;
    listeners.originChanged?.();
  };
  const unsubscribe = [
    subscribeWatched((origins) => {
      isReloadOffered ||= watched !== undefined && !watched.has(origin) && origins.has(origin);
      watched = origins;
      report();
      listeners.watched();
    }),
    subscribeNavigated((url) => {
      // Newer than a result that the page may still return.
      isKnown = true;
      reading.abort();
      const next = URL.canParse(url) ? new URL(url).origin : '';
      origin = isOrigin(next) ? next : '';
      isReloadOffered = false;
      report();
    }),
  ];
  const readAgain = async () => {
    reading.abort();
    reading = new AbortController();
    const { signal } = reading;
    const read = await readOrigin({ signal });
    if (signal.aborted || read === undefined) return;
    isKnown = true;
    origin = read;
    report();
  };
  void readAgain();

  return {
    origin: () => origin,
    isWatched: (candidate) => watched?.has(candidate) === true,
    isOfSite: (candidate) => origin !== '' && candidate === origin,
    retry: () => {
      if (!isKnown) void readAgain();
    },
    end: () => {
      reading.abort();
      for (const end of unsubscribe) end();
    },
  };
}
