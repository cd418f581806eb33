import { defaultLogBounds, type LogBounds, type Subscribe } from '../../traffic';
import { guarded, membersOf } from '../protocol/guard';
import { createStored } from './stored';

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

const stored = createStored('logBounds', parseBounds);

/** Emits the current limits, at once and when they change; the defaults if none or invalid ones are stored. */
export const subscribeBounds: Subscribe<LogBounds> = stored.subscribe;

/** Sets the limits for all logs, including those of other tabs. False if one is outside its range or can't be stored. */
export async function saveBounds(bounds: LogBounds): Promise<boolean> {
  return names.every((name) => isWithin(name, bounds[name])) && stored.write(bounds);
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
