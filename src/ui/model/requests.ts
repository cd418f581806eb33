import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { maxSummaries, type RequestSummary, type SessionState } from '../../traffic';

/** The list of requests. */
export interface RequestsModel {
  /** Of the newest requests, in the order they were sent. Sorted when something reads it. */
  readonly inTimeOrder: ReadonlySignal<readonly RequestSummary[]>;
  /** Takes over what changed; in a snapshot, what isn't in it is gone. */
  apply(requests: SessionState['requests'], isSnapshot: boolean): void;
}

export function createRequests(): RequestsModel {
  // Changed in place, so that a delta costs what is new in it.
  const byId = new Map<string, RequestSummary>();
  const change = signal(0);
  return {
    inTimeOrder: computed(() => {
      void change.value;
      return [...byId.values()].sort((a, b) => a.sentAtMs - b.sentAtMs);
    }),
    apply({ changed, removed }, isSnapshot) {
      if (isSnapshot) byId.clear();
      for (const id of removed) byId.delete(id);
      for (const summary of changed) byId.set(summary.id, summary);
      for (const id of byId.keys()) {
        if (byId.size <= maxSummaries) break;
        byId.delete(id);
      }
      change.value += 1;
    },
  };
}
