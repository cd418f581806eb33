import type { Observation } from './observation';
import { agree, agreeInAll } from './observation';

/**
 * How far apart two readings of one request's sending time may be. Both clocks are this machine's; what lies between
 * them is the way from the page to the browser's network stack, longest when the browser has much to do.
 */
export const toleranceMs = 1_000;
/** Halves as near as this that agree in all are joined at once; others when the time for a better one is over. */
export const surelyMs = 100;
/** Halves looked at for one, the newest: a flood of one URL, each with another `Authorization`, stays cheap. */
const maxLooks = 128;

/** The observations of requests that are alike and have no partner, in the order in which they came. */
export class Unmatched {
  readonly #halves: Record<Observation['source'], Observation[]> = { 'network log': [], 'web request': [] };

  get isEmpty(): boolean {
    return this.#halves['network log'].length + this.#halves['web request'].length === 0;
  }

  add(half: Observation): void {
    this.#halves[half.source].push(half);
  }

  remove(half: Observation): void {
    const halves = this.#halves[half.source];
    // What is forgotten is the oldest, what is matched is mostly new.
    const index = halves[0] === half ? 0 : halves.lastIndexOf(half);
    if (index !== -1) halves.splice(index, 1);
  }

  /** The nearest one that agrees in all and was sent at the same time. */
  findSure(half: Observation): Observation | undefined {
    return this.#near(half, otherSource(half), surelyMs)
      .filter((other) => agreeInAll(half, other))
      .reduce<Observation | undefined>((best, other) => {
        return best === undefined || apartMs(half, other) < apartMs(half, best) ? other : best;
      }, undefined);
  }

  /** The one that can be its other half, where neither of the two can have another. */
  findOnly(half: Observation): Observation | undefined {
    const other = this.#onlyNear(half, otherSource(half));
    return other !== undefined && this.#onlyNear(other, half.source) === half ? other : undefined;
  }

  /**
   * The only one whose answer DevTools' log has thrown away, where `half` is the report of such an answer by
   * `webRequest`; undefined where it could be one of several. To be called when the other reports of both had time to
   * come.
   */
  findRejected(half: Observation): Observation | undefined {
    const rejected = this.#near(half, 'network log', surelyMs).filter(
      (other) => other.recorded !== undefined && agree(half, other),
    );
    const [only] = rejected;
    return rejected.length === 1 && only?.mayBeRejected === true ? only : undefined;
  }

  /** Whether no other one of its source was sent at about the same time. */
  isAlone(half: Observation): boolean {
    return this.#near(half, half.source, surelyMs).every((other) => other === half);
  }

  #onlyNear(half: Observation, source: Observation['source']): Observation | undefined {
    const [only, ...others] = this.#near(half, source, toleranceMs).filter((other) => agree(half, other));
    return others.length === 0 ? only : undefined;
  }

  #near(half: Observation, source: Observation['source'], withinMs: number): Observation[] {
    return this.#halves[source].slice(-maxLooks).filter((other) => apartMs(half, other) <= withinMs);
  }
}

function apartMs(one: Observation, other: Observation): number {
  return Math.abs(one.sentAtMs - other.sentAtMs);
}

function otherSource({ source }: Observation): Observation['source'] {
  return source === 'network log' ? 'web request' : 'network log';
}
