import type { HttpExchange } from '../../traffic';

/** The background tells at once, and again within 0.1 s; a machine can be busy. */
const heardWithinMs = 2_000;
/** A browser may answer these from memory, which is no request. */
const fromMemory = /^(?:image|font|audio|video)\/|^text\/(?:css|javascript)|^application\/javascript/i;

/** Finds out whether the background hears the requests of a watched site. */
export interface WebRequestProbe {
  /** It does not, although there was something to hear. */
  readonly isDeaf: boolean;
  /** The watched site of the inspected tab from now on; undefined where it is not watched. */
  setSite(origin: string | undefined): void;
  /** So many requests of the site the background has heard. */
  heard(count: number): void;
  /** DevTools told of a request. Costs nothing once it is known. */
  told(exchange: HttpExchange): void;
}

/**
 * Creates it; `changed` is called when the answer changes. Chromium 156 tells `webRequest` nothing to an extension that
 * was given the permission since the browser was started: it counts those that have it when it loads them, and takes
 * one off at their end, also where none was added (`WebRequestAPI::OnExtensionLoaded`, `OnExtensionUnloaded`), so that
 * loading the extension again does not help. Another extension that is counted mends it. Hence it is found out by what
 * comes.
 */
export function createWebRequestProbe(changed: () => void): WebRequestProbe {
  let origin: string | undefined;
  let sinceMs = Infinity;
  let isHeard = false;
  let isDeaf = false;
  let deadline: ReturnType<typeof setTimeout> | undefined;

  const setDeaf = (next: boolean) => {
    clearTimeout(deadline);
    deadline = undefined;
    if (isDeaf === next) return;
    isDeaf = next;
    changed();
  };

  return {
    get isDeaf() {
      return isDeaf;
    },
    setSite: (next) => {
      if (next === origin) return;
      origin = next;
      sinceMs = Date.now();
      isHeard = false;
      setDeaf(false);
    },
    heard: (count) => {
      isHeard ||= count > 0;
      if (isHeard) setDeaf(false);
    },
    told: ({ source, url, sentAtMs, responseHeaders }) => {
      if (origin === undefined || isHeard || isDeaf || deadline !== undefined) return;
      if (source !== 'network log' || sentAtMs < sinceMs || !url.startsWith(`${origin}/`)) return;
      const type = responseHeaders.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? '';
      if (type === '' || fromMemory.test(type)) return;
      deadline = setTimeout(() => setDeaf(true), heardWithinMs);
    },
  };
}
