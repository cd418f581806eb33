import browser from 'webextension-polyfill';
import { defaultLogBounds, type LogBounds, type Subscribe } from '../../traffic';
import { guarded, membersOf } from '../protocol/guard';

/** In `storage.local`, which is on disk: only numbers that the user chose, nothing captured. */
const boundsKey = 'logBounds';

/**
 * Allowed values of each limit: with less, a sign-in wouldn't fit; with more, a tab would run out of memory. `maxBytes` is
 * in bytes.
 */
export const boundsLimits: Readonly<Record<keyof LogBounds, { readonly min: number; readonly max: number }>> =
  {
    maxExchanges: { min: 100, max: 1_000_000 },
    maxTokens: { min: 10, max: 50_000 },
    maxSightingsPerToken: { min: 200, max: 100_000 },
    maxBytes: { min: 16 * 1024 * 1024, max: 2_048 * 1024 * 1024 },
  };

/** Emits the current limits, at once and when they change; the defaults if none or invalid ones are stored. */
export const subscribeBounds: Subscribe<LogBounds> = (listener) => {
  let isEnded = false;
  let isReported = false;
  const changed = (changes: Record<string, { readonly newValue?: unknown }>) => {
    const change = changes[boundsKey];
    if (change === undefined) return;
    isReported = true;
    listener(parseBounds(change.newValue));
  };
  const { local } = browser.storage;
  local.onChanged.addListener(changed);
  void readBounds().then((bounds) => {
    // A change reported meanwhile is newer than this result.
    if (!isEnded && !isReported) listener(bounds);
  });
  return () => {
    isEnded = true;
    local.onChanged.removeListener(changed);
  };
};

/** Sets the limits for all logs, including those of other tabs. False if one is outside its range or can't be stored. */
export async function saveBounds(bounds: LogBounds): Promise<boolean> {
  if (!names.every((name) => isWithin(name, bounds[name]))) return false;
  return browser.storage.local.set({ [boundsKey]: bounds }).then(
    () => true,
    () => false,
  );
}

async function readBounds(): Promise<LogBounds> {
  const { [boundsKey]: value } = await browser.storage.local
    .get(boundsKey)
    .catch(() => ({}) as Partial<Record<string, unknown>>);
  return parseBounds(value);
}

const names = Object.keys(boundsLimits) as (keyof LogBounds)[];

/** Parses each limit separately: an invalid one, such as from another version, doesn't affect the others. */
function parseBounds(value: unknown): LogBounds {
  const members = guarded(() => ({ ...membersOf<LogBounds>(value) })) ?? {};
  const pick = (name: keyof LogBounds): number => {
    const bound = members[name];
    return isWithin(name, bound) ? bound : defaultLogBounds[name];
  };
  return {
    maxTokens: pick('maxTokens'),
    maxSightingsPerToken: pick('maxSightingsPerToken'),
    maxExchanges: pick('maxExchanges'),
    maxBytes: pick('maxBytes'),
  };
}

function isWithin(name: keyof LogBounds, value: unknown): value is number {
  const { min, max } = boundsLimits[name];
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}
