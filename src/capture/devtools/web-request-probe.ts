import type { HttpExchange } from '../../traffic';

/** The background reports within 0.1 s, but the machine can be busy. */
const reportDeadlineMs = 2_000;
/** The browser may load these from its memory cache without a request. */
const fromMemory = /^(?:image|font|audio|video)\/|^text\/(?:css|javascript)|^application\/javascript/i;

/** Detects whether `webRequest` reports the requests of a watched site to the background. */
export interface WebRequestProbe {
  /** `webRequest` reported nothing although the site made a request. */
  readonly isSilent: boolean;
  /** Sets the watched site of the inspected tab; undefined if it isn't watched. */
  setSite(origin: string | undefined): void;
  /** The background has captured this many requests of the site. */
  noteWebRequests(count: number): void;
  /** DevTools reported a request. Costs nothing once the result is known. */
  noteRequest(exchange: HttpExchange): void;
}

/**
 * `changed` is called when the result changes. Chromium 156 reports no `webRequest` events to an extension that was
 * granted the permission after the browser started: it counts the extensions that have it when it loads them, and
 * subtracts one when it unloads them, even if it wasn't counted (`WebRequestAPI::OnExtensionLoaded`,
 * `OnExtensionUnloaded`), so reloading the extension doesn't help. Another extension that is counted does. No API
 * returns this state, so it's detected from the missing events.
 */
export function createWebRequestProbe(changed: () => void): WebRequestProbe {
  let origin: string | undefined;
  let sinceMs = Infinity;
  let hasEvents = false;
  let isSilent = false;
  let deadline: ReturnType<typeof setTimeout> | undefined;

  const setSilent = (next: boolean) => {
    clearTimeout(deadline);
    deadline = undefined;
    if (isSilent === next) return;
    isSilent = next;
    changed();
  };

  return {
    get isSilent() {
      return isSilent;
    },
    setSite: (next) => {
      if (next === origin) return;
      origin = next;
      sinceMs = Date.now();
      hasEvents = false;
      setSilent(false);
    },
    noteWebRequests: (count) => {
      hasEvents ||= count > 0;
      if (hasEvents) setSilent(false);
    },
    noteRequest: ({ source, url, sentAtMs, responseHeaders }) => {
      if (origin === undefined || hasEvents || isSilent || deadline !== undefined) return;
      if (source !== 'network log' || sentAtMs < sinceMs || !url.startsWith(`${origin}/`)) return;
      const type = responseHeaders.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? '';
      if (type === '' || fromMemory.test(type)) return;
      deadline = setTimeout(() => setSilent(true), reportDeadlineMs);
    },
  };
}
