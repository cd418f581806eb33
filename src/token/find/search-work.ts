import type { Found } from './found';
import { maxStepsPerCharacter, maxWrappedLength, minSteps } from '../limits';
import type { Steps } from '../steps';

/** A search pauses after this many steps: about half a millisecond. */
const STEPS_BETWEEN_PAUSES = 500_000;

/*
 * Costs in steps. A step is about a nanosecond, the time in which a loop, `indexOf` or a regular expression passes one
 * character. The costs were fitted to the measured times of all hostile shapes, since a limit on steps keeps a limit on
 * time only if a step of every kind of work takes about as long. They include the garbage collection that the work causes.
 */

/** Trying to read something at a position: slices, calls of regular expressions. */
export const ATTEMPT = 300;
/** A run of base64 letters that is long enough for a header. */
export const RUN = 200;
/** Reading what may be a header. */
export const HEADER = 600;
/** Storing a header that no earlier token of the text has. */
export const NEW_HEADER = 1200;
/** One character of what may be a header, which may open a level of JSON. */
export const HEADER_CHARACTER = 10;
/** Decoding a token. */
export const DECODING = 4000;
/** One character of a decoded token. */
export const DECODED_CHARACTER = 4;
/** Recognizing the encoding of a payload that isn't UTF-8. */
export const RECOGNITION = 30_000;
/** One byte of an inflated payload. */
export const INFLATED_BYTE = 20;
/** Decoding a character of base64 that may contain tokens. */
export const BASE64_CHARACTER = 3;
/** Reading a character of bytes that are written as text. */
export const BYTE_CHARACTER = 50;
/** Passing a character while white space is removed. */
export const STEPS_PER_CONCATENATED_CHARACTER = 5;
/** Beginning to search a text that was unwrapped. */
export const UNWRAPPING = 2500;
/** Reading the name and the value of a cookie. */
export const COOKIE = 500;
/** Describing where a token was found. */
export const FOUND = 5000;
/** A string, a bracket or another part of JSON. */
export const JSON_PART = 10;
/** An escape or another piece of text that is replaced. */
export const REPLACEMENT = 60;
/** An escape that is only passed. */
export const ESCAPE = 20;
/** A line of a text in which wrapped tokens are looked for. */
export const LINE = 100;

/** Searches a text that was unwrapped, up to a limit of depth. Its work counts toward the limit of the text around it. */
export interface InnerSearch {
  readonly work: Work;
  /** False if the search won't find anything: much faster than the search. */
  readonly mayFind: (text: string) => boolean;
  readonly run: (text: string) => Steps<readonly Found[]>;
}

/** The text between two positions, to unwrap it. Undefined if it's too long: then it's counted as not searched. */
export function sliceWrapped(text: string, start: number, end: number, work: Work): string | undefined {
  if (end - start <= maxWrappedLength) return text.slice(start, end);
  work.isCut = true;
  return undefined;
}

/** Counts the work of a search, so that it pauses regularly and stops at a limit that is proportional to the text. */
export class Work {
  /** How many steps were counted. */
  spent = 0;
  /** Some of the text wasn't searched, or not in every wrapping, because of a limit. */
  isCut = false;
  #pauseAt = STEPS_BETWEEN_PAUSES;
  readonly #limit: number;

  /** `length` is the length of the text. */
  constructor(length: number) {
    this.#limit = minSteps + maxStepsPerCharacter * length;
  }

  /** Counts steps, and returns whether the search has to pause: `if (work.spend(steps)) yield work.pause();` */
  spend(steps: number): boolean {
    this.spent += steps;
    return this.spent >= this.#pauseAt;
  }

  pause(): undefined {
    this.#pauseAt = this.spent + STEPS_BETWEEN_PAUSES;
  }

  /** Whether the limit was reached. If so, the search has to end with what it found. */
  isOver(): boolean {
    if (this.spent <= this.#limit) return false;
    this.isCut = true;
    return true;
  }
}
