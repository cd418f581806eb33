import type { Sighting } from '../exchange/sighting';
import type { TokenStore } from './token-store';

/** What one step did to the log. An ID is in `changed` or in `removed`, never in both. */
export interface LogChange {
  readonly changed: readonly number[];
  readonly removed: readonly number[];
  /** The new sightings, by token ID. */
  readonly added: ReadonlyMap<number, readonly Sighting[]>;
  /** Tokens with earlier sightings whose status or delivery has changed. */
  readonly outcomeChanged: readonly number[];
  /** Tokens in an exchange that has more data now. */
  readonly completed: readonly number[];
  /** IDs of requests that count as rejected now, or no longer do; see `TokenLog.rejectionOf`. */
  readonly rejectionChanged: readonly string[];
}

/** A step that did nothing. */
export const noChange: LogChange = {
  changed: [],
  removed: [],
  added: new Map(),
  outcomeChanged: [],
  completed: [],
  rejectionChanged: [],
};

/** What a step did to exchanges and tokens that were there before. */
export interface Amended extends Partial<
  Pick<LogChange, 'outcomeChanged' | 'completed' | 'rejectionChanged'>
> {
  /** Tokens of which other requests count as rejected now. */
  readonly recounted?: readonly number[];
}

/** Describes a step that added these sightings and evicted the tokens in `removed`. */
export function createLogChange(
  tokens: TokenStore,
  removed: readonly number[],
  added: Map<number, readonly Sighting[]>,
  { outcomeChanged = [], completed = [], rejectionChanged = [], recounted = [] }: Amended = {},
): LogChange {
  for (const id of removed) added.delete(id);
  const moved = tokens.lines.takeChanged();
  if (
    outcomeChanged.length + completed.length + rejectionChanged.length + recounted.length + moved.length ===
    0
  ) {
    return { ...noChange, changed: [...added.keys()], removed, added };
  }
  const isStored = (id: number) => tokens.getById(id) !== undefined;
  const changed = new Set([...added.keys(), ...[...outcomeChanged, ...recounted].filter(isStored), ...moved]);
  return {
    changed: [...changed],
    removed,
    added,
    outcomeChanged: outcomeChanged.filter(isStored),
    completed: completed.filter(isStored),
    rejectionChanged,
  };
}
