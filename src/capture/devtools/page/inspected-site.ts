import type { Watching } from '../../../traffic';
import { readOrigin } from './inspected';
import { isOrigin } from '../../protocol/watch-messages';
import { subscribeNavigated } from '../network';
import { subscribeWatched } from '../../extension/watch';

/** The inspected tab's top frame, and whether its scripts are watched. */
export interface InspectedSite {
  /** Empty for a page that has no http or https origin. */
  readonly origin: string;
  readonly watching: Watching;
}

/** What is known of the inspected site, kept up to date. */
export interface SiteWatch {
  /** The inspected top frame's origin; empty where it has none. */
  origin(): string;
  isWatched(origin: string): boolean;
  /** Whether this is the inspected top frame's origin. */
  isOfSite(origin: string): boolean;
  /** Asks the page for its origin again, where it couldn't be asked before. */
  askAgain(): void;
  end(): void;
}

export interface SiteListeners {
  /** Told at once when either the origin or its watching changes. */
  readonly site: (site: InspectedSite) => void;
  /** Told after it when it is the origin that changed. */
  readonly originChanged?: () => void;
  /** Told when origins are watched, or no longer are; also of the first answer. */
  readonly watched: () => void;
}

/**
 * Follows the top frame's origin and the watched origins, and hands over what they make together.
 * A site that is watched from now on is said to need a reload until the next navigation: its scripts run in pages
 * loaded after that.
 */
export function followSite(listeners: SiteListeners): SiteWatch {
  let origin = '';
  let toldOrigin = '';
  let watched: ReadonlySet<string> | undefined;
  let isReloadOffered = false;
  /** Until a navigation is reported, only the page itself knows its origin. */
  let isKnown = false;
  let asking = new AbortController();

  const tell = () => {
    const watching: Watching =
      origin === ''
        ? { state: 'impossible' }
        : watched?.has(origin)
          ? { state: 'on', origin, reloadOffered: isReloadOffered }
          : { state: 'off' };
    listeners.site({ origin, watching });
    if (origin === toldOrigin) return;
    toldOrigin = origin;
    listeners.originChanged?.();
  };
  const unsubscribe = [
    subscribeWatched((origins) => {
      isReloadOffered ||= watched !== undefined && !watched.has(origin) && origins.has(origin);
      watched = origins;
      tell();
      listeners.watched();
    }),
    subscribeNavigated((url) => {
      // Newer than what the page may still answer.
      isKnown = true;
      asking.abort();
      const next = URL.canParse(url) ? new URL(url).origin : '';
      origin = isOrigin(next) ? next : '';
      isReloadOffered = false;
      tell();
    }),
  ];
  const ask = async () => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const read = await readOrigin({ signal });
    if (signal.aborted || read === undefined) return;
    isKnown = true;
    origin = read;
    tell();
  };
  void ask();

  return {
    origin: () => origin,
    isWatched: (asked) => watched?.has(asked) === true,
    isOfSite: (asked) => origin !== '' && asked === origin,
    askAgain: () => {
      if (!isKnown) void ask();
    },
    end: () => {
      asking.abort();
      for (const end of unsubscribe) end();
    },
  };
}
