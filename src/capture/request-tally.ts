/** Requests beyond this are forgotten, oldest first. */
const maxKeys = 50_000;

/**
 * Tells which requests were handed over already, where two sources tell of the same ones: each as it finishes, and all
 * together now and then. A request has no id that both know, so those alike in time, method and URL are counted.
 */
export class RequestTally {
  readonly #handedOver = new Map<string, number>();
  readonly #finished = new Map<string, number>();

  /** True when a finished request is new; false when the list of all held it before. */
  takeFinished(key: string): boolean {
    const finished = (this.#finished.get(key) ?? 0) + 1;
    put(this.#finished, key, finished);
    if (finished <= (this.#handedOver.get(key) ?? 0)) return false;
    put(this.#handedOver, key, finished);
    return true;
  }

  /** The places in the list of all, by their keys, of those that were never told as they finished. */
  takeMissed(keys: readonly string[]): number[] {
    const listed = new Map<string, number>();
    return keys.flatMap((key, index) => {
      const count = (listed.get(key) ?? 0) + 1;
      listed.set(key, count);
      if (count <= (this.#handedOver.get(key) ?? 0)) return [];
      put(this.#handedOver, key, count);
      return [index];
    });
  }
}

function put(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, count);
  if (counts.size <= maxKeys) return;
  const [oldest] = counts.keys();
  if (oldest !== undefined) counts.delete(oldest);
}
