import type { Found } from './found';
import { MAX_STEPS_PER_CHARACTER, MIN_STEPS } from '../limits';
import type { Steps } from '../steps';

/** A search pauses after this many steps: about half a millisecond. */
const STEPS_BETWEEN_PAUSES = 100_000;

/**
 * What things cost beside the characters that they go over, in steps: a step is one character that one pass goes over,
 * and takes two or three nanoseconds. Starting anything at a place: a slice, a call of a regular expression.
 */
export const ATTEMPT = 50;
/** Reading a header that may be none, and decoding a token. */
export const HEADER = 250;
export const DECODING = 1500;
export const DECODED_CHARACTER = 4;
/** Searching in a text that was unwrapped. */
export const UNWRAPPING = 600;

/** Searches a text that was unwrapped, as deep as texts are unwrapped, and counts its work along with the rest. */
export interface InnerSearch {
  readonly work: Work;
  readonly run: (text: string) => Steps<readonly Found[]>;
}

/** Counts what a search of one text does, so that it can pause, and stops it at a limit that grows with the text. */
export class Work {
  /** Steps so far. */
  spent = 0;
  /** Some of the text wasn't searched, or not in every wrapping, because a limit was reached. */
  isCut = false;
  #pauseAt = STEPS_BETWEEN_PAUSES;
  readonly #limit: number;

  /** `length` is that of the text. */
  constructor(length: number) {
    this.#limit = MIN_STEPS + MAX_STEPS_PER_CHARACTER * length;
  }

  /** Counts steps. True when it is time to pause: `if (work.spend(steps)) yield work.pause();` */
  spend(steps: number): boolean {
    this.spent += steps;
    return this.spent >= this.#pauseAt;
  }

  pause(): undefined {
    this.#pauseAt = this.spent + STEPS_BETWEEN_PAUSES;
  }

  /** Whether the limit is reached: then the search ends with what it has. */
  isOver(): boolean {
    if (this.spent <= this.#limit) return false;
    this.isCut = true;
    return true;
  }
}
