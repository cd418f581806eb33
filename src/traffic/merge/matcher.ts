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
/** Neighbours whose partners are tried, and halves looked at for each. */
const maxShifts = 32;

/** From a half over pairs to a free one: whose neighbour is free, and for each paired one who may have it instead. */
interface Way {
  readonly last: Half;
  readonly free: Half;
  readonly cameFrom: ReadonlyMap<Half, Half>;
}

/** The tellings of requests that are alike: those that have no partner, and those that have one. */
export class Pairing {
  readonly #free = { 'network log': new TimeLine<Half>(), 'web request': new TimeLine<Half>() };
  readonly #paired = { 'network log': new TimeLine<Half>(), 'web request': new TimeLine<Half>() };

  get isEmpty(): boolean {
    return [this.#free, this.#paired].every(
      (lines) => lines['network log'].length + lines['web request'].length === 0,
    );
  }

  add(half: Half): void {
    this.#free[half.source].add(half);
  }

  remove(half: Half): void {
    this.#free[half.source].remove(half);
    this.#paired[half.source].remove(half);
    if (half.partner !== undefined) half.partner.partner = undefined;
  }

  /** The nearest free one that is its other half beyond doubt. */
  findSure(half: Half): Half | undefined {
    return this.#nearestFree(half, surelyMs, maxLooks, agreeInAll);
  }

  /** Whether there is one for `pairAtLast`. */
  canPairAtLast(half: Half): boolean {
    return this.#findWay(half) !== undefined;
  }

  /**
   * Pairs it with the nearest free one that may be its other half and is recorded: what waits may find a better one.
   * Where all near ones are taken, it looks whether one
   * of those can do with another that is free: of requests that are all alike, sent one soon after the other, each may
   * have got its neighbour's half, and the last one none.
   */
  pairAtLast(half: Half): Half | undefined {
    const way = this.#findWay(half);
    if (way === undefined) return undefined;
    this.#shift(half, way);
    return way.free;
  }

  /**
   * The only one whose answer DevTools' log has thrown away, where `half` is the report of such an answer by
   * `webRequest`; undefined where it could be one of several. To be called when the other reports of both had time to
   * come.
   */
  findRejected(half: Half): Half | undefined {
    const free = [...this.#free['network log'].near(half.sentAtMs, surelyMs, maxLooks)];
    const rejected = free.filter((other) => other.recorded !== undefined && agree(half, other));
    const [only] = rejected;
    return rejected.length === 1 && only?.mayBeRejected === true ? only : undefined;
  }

  /** Whether no other one of its source, sent at about the same time, is without its other half. */
  isAlone(half: Half): boolean {
    return [...this.#free[half.source].near(half.sentAtMs, surelyMs, 2)].every((other) => other === half);
  }

  /** It has its other half in another pairing, and can have no other. */
  release(half: Half): void {
    this.#free[half.source].remove(half);
  }

  pair(half: Half, other: Half): void {
    half.partner = other;
    other.partner = half;
    this.#takeFree(half);
    this.#takeFree(other);
  }

  #findWay(half: Half): Way | undefined {
    const cameFrom = new Map<Half, Half>();
    const alike = [half];
    for (const last of alike) {
      const looks = last === half ? maxLooks : maxShifts;
      const isRight = (one: Half, other: Half) => agree(one, other) && other.recorded !== undefined;
      const free = this.#nearestFree(last, toleranceMs, looks, isRight);
      if (free !== undefined) return { last, free, cameFrom };
      for (const other of this.#paired[otherSource(half)].near(last.sentAtMs, toleranceMs, maxShifts)) {
        if (other.partner === undefined || cameFrom.has(other) || !agree(last, other)) continue;
        if (cameFrom.size >= maxShifts) break;
        cameFrom.set(other, last);
        alike.push(other.partner);
      }
    }
    return undefined;
  }

  #nearestFree(
    half: Half,
    withinMs: number,
    max: number,
    isRight: (half: Half, other: Half) => boolean,
  ): Half | undefined {
    for (const other of this.#free[otherSource(half)].near(half.sentAtMs, withinMs, max)) {
      if (isRight(half, other)) return other;
    }
    return undefined;
  }

  /** Gives each on the way from the half to the free one the next one's partner. */
  #shift(half: Half, { last, free, cameFrom }: Way): void {
    let same: Half | undefined = last;
    let other: Half | undefined = free;
    while (same !== undefined && other !== undefined) {
      const before: Half | undefined = same === half ? undefined : same.partner;
      same.partner = other;
      other.partner = same;
      other = before;
      same = before === undefined ? undefined : cameFrom.get(before);
    }
    this.#takeFree(half);
    this.#takeFree(free);
  }

  #takeFree(half: Half): void {
    this.#free[half.source].remove(half);
    this.#paired[half.source].add(half);
  }
}

function otherSource({ source }: Half): Half['source'] {
  return source === 'network log' ? 'web request' : 'network log';
}
