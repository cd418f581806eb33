import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { maxSummaries, type RequestSummary, type SessionState } from '../../traffic';

/** The list of requests. */
export interface RequestsModel {
  /** The newest requests in the order they were sent. Sorted lazily. */
  readonly inTimeOrder: ReadonlySignal<readonly RequestSummary[]>;
  /** Applies a delta or, if `isSnapshot`, replaces all requests. */
  apply(requests: SessionState['requests'], isSnapshot: boolean): void;
}

export function createRequests(): RequestsModel {
  // Mutated, so that a delta costs time only for its own requests.
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
