import browser from 'webextension-polyfill';
import { defaultLogBounds, type LogBounds, type Subscribe } from '../../traffic';
import { guarded, membersOf } from '../protocol/guard';

/** In `storage.local`, which is on the disk: numbers that a person chose, and nothing of what was seen. */
const boundsKey = 'logBounds';

/**
 * Between what a bound may be set: below, a sign-in would not fit; above, a tab would run out of memory. `maxBytes` in
 * bytes.
 */
export const boundsLimits: Readonly<Record<keyof LogBounds, { readonly min: number; readonly max: number }>> =
  {
    maxExchanges: { min: 100, max: 1_000_000 },
    maxTokens: { min: 10, max: 50_000 },
    maxSightingsPerToken: { min: 200, max: 100_000 },
    maxBytes: { min: 16 * 1024 * 1024, max: 2_048 * 1024 * 1024 },
  };

/** Hands over the bounds that are set, at once and with each change; the defaults where none or no good ones are. */
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
    // A change told meanwhile is newer than this answer.
    if (!isEnded && !isReported) listener(bounds);
  });
  return () => {
    isEnded = true;
    local.onChanged.removeListener(changed);
  };
};

/** Sets the bounds for all logs, those of other tabs as well. False when one is out of its limits, or not kept. */
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

/** Each bound by itself: one that an older or a newer version wrote differently does not take the others along. */
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
