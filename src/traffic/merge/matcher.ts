import type { Observation } from './observation';
import { isExactMatch, isMatch } from './observation';

/**
 * Maximum difference between the two sources' times for one request. Both use this machine's clock, but take the time
 * at different points between the page and the network stack. The difference is largest when the browser is busy.
 */
export const toleranceMs = 1_000;
/**
 * Observations that match exactly and are this close are merged immediately, others when a better match is unlikely.
 */
export const exactToleranceMs = 100;
/**
 * Candidates compared, newest first. Limits the cost of many requests to one URL with different `Authorization`
 * headers.
 */
const maxCandidates = 128;

/** Observations with the same identity that have no match yet, in the order of arrival. */
export class Unmatched {
  readonly #bySource: Record<Observation['source'], Observation[]> = { 'network log': [], 'web request': [] };

  get isEmpty(): boolean {
    return this.#bySource['network log'].length + this.#bySource['web request'].length === 0;
  }

  add(observation: Observation): void {
    this.#bySource[observation.source].push(observation);
  }

  remove(observation: Observation): void {
    const observations = this.#bySource[observation.source];
    // Expired observations are at the start, matched ones mostly near the end.
    const index = observations[0] === observation ? 0 : observations.lastIndexOf(observation);
    if (index !== -1) observations.splice(index, 1);
  }

  /** Exact match: the closest observation of the other source with the same headers and time. */
  findExact(observation: Observation): Observation | undefined {
    return this.#findClose(observation, otherSource(observation), exactToleranceMs)
      .filter((other) => isExactMatch(observation, other))
      .reduce<Observation | undefined>((best, other) => {
        const isCloser = best === undefined || distanceMs(observation, other) < distanceMs(observation, best);
        return isCloser ? other : best;
      }, undefined);
  }

  /** Best-effort match: the only possible match, if the observation is also the only possible match for it. */
  findUnambiguous(observation: Observation): Observation | undefined {
    const other = this.#findOnlyMatch(observation, otherSource(observation));
    const isMutual = other !== undefined && this.#findOnlyMatch(other, observation.source) === observation;
    return isMutual ? other : undefined;
  }

  /**
   * The only request whose response DevTools discarded, for a `webRequest` observation of such a response. Undefined if
   * there are several candidates. Must be called when the other observations of both have had time to arrive.
   */
  findBlocked(observation: Observation): Observation | undefined {
    const candidates = this.#findClose(observation, 'network log', exactToleranceMs).filter(
      (other) => other.recorded !== undefined && isMatch(observation, other),
    );
    const [only] = candidates;
    return candidates.length === 1 && only?.mayBeBlocked === true ? only : undefined;
  }

  /** Whether no other observation of its source was sent at about the same time. */
  isAlone(observation: Observation): boolean {
    const close = this.#findClose(observation, observation.source, exactToleranceMs);
    return close.every((other) => other === observation);
  }

  #findOnlyMatch(observation: Observation, source: Observation['source']): Observation | undefined {
    const close = this.#findClose(observation, source, toleranceMs);
    const [only, ...others] = close.filter((other) => isMatch(observation, other));
    return others.length === 0 ? only : undefined;
  }

  #findClose(observation: Observation, source: Observation['source'], withinMs: number): Observation[] {
    return this.#bySource[source]
      .slice(-maxCandidates)
      .filter((other) => distanceMs(observation, other) <= withinMs);
  }
}

function distanceMs(one: Observation, other: Observation): number {
  return Math.abs(one.sentAtMs - other.sentAtMs);
}

function otherSource({ source }: Observation): Observation['source'] {
  return source === 'network log' ? 'web request' : 'network log';
}
