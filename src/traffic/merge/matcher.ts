import type { Half } from './observation';
import { agree, agreeInAll } from './observation';
import { TimeLine } from './timeline';

/**
 * How far apart two readings of one request's sending time may be. Both clocks are this machine's; what lies between
 * them is the way from the page to the browser's network stack, longest when the browser has much to do.
 */
export const toleranceMs = 1_000;
/** Halves as near as this that agree in all are joined at once; others when the time for a better one is over. */
export const surelyMs = 100;
/** Halves looked at for one: a flood of one URL, each with another `Authorization`, stays cheap. */
const maxLooks = 128;

/** The observations of requests that are alike and have no partner. */
export class Unmatched {
  readonly #lines = { 'network log': new TimeLine<Half>(), 'web request': new TimeLine<Half>() };

  get isEmpty(): boolean {
    return this.#lines['network log'].length + this.#lines['web request'].length === 0;
  }

  add(half: Half): void {
    this.#lines[half.source].add(half);
  }

  remove(half: Half): void {
    this.#lines[half.source].remove(half);
  }

  /** The nearest one that agrees in all and was sent at the same time. */
  findSure(half: Half): Half | undefined {
    for (const other of this.#near(half, otherSource(half), surelyMs)) {
      if (agreeInAll(half, other)) return other;
    }
    return undefined;
  }

  /** The one that can be its other half, where neither of the two can have another. */
  findOnly(half: Half): Half | undefined {
    const other = this.#onlyNear(half, otherSource(half));
    return other !== undefined && this.#onlyNear(other, half.source) === half ? other : undefined;
  }

  /**
   * The only one whose answer DevTools' log has thrown away, where `half` is the report of such an answer by
   * `webRequest`; undefined where it could be one of several. To be called when the other reports of both had time to
   * come.
   */
  findRejected(half: Half): Half | undefined {
    const rejected = [...this.#near(half, 'network log', surelyMs)].filter(
      (other) => other.recorded !== undefined && agree(half, other),
    );
    const [only] = rejected;
    return rejected.length === 1 && only?.mayBeRejected === true ? only : undefined;
  }

  /** Whether no other one of its source was sent at about the same time. */
  isAlone(half: Half): boolean {
    return [...this.#near(half, half.source, surelyMs)].every((other) => other === half);
  }

  #onlyNear(half: Half, source: Half['source']): Half | undefined {
    let only: Half | undefined;
    let looks = 0;
    for (const other of this.#near(half, source, toleranceMs)) {
      looks += 1;
      if (!agree(half, other)) continue;
      if (only !== undefined) return undefined;
      only = other;
    }
    // Of a flood not all were looked at.
    return looks < maxLooks ? only : undefined;
  }

  #near({ sentAtMs }: Half, source: Half['source'], withinMs: number): Iterable<Half> {
    return this.#lines[source].near(sentAtMs, withinMs, maxLooks);
  }
}

function otherSource({ source }: Half): Half['source'] {
  return source === 'network log' ? 'web request' : 'network log';
}
