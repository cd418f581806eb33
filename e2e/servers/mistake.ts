import type { CauseCode } from '../../src/traffic';
import type { Answer, Caller } from './caller';
import type { Issuer } from './issuer';

export interface Scene {
  readonly cell: Caller;
  readonly issuer: Issuer;
}

/** One way in which a client or its surroundings can be wrong. */
export interface Mistake {
  readonly name: string;
  /** `none` if the call isn't rejected because of its credentials, and the panel must not claim it. */
  readonly cause: CauseCode | 'none';
  /** Other first causes that are correct as well, since the mistake is both. */
  readonly alsoCorrect?: readonly (CauseCode | 'none')[];
  /** Nothing proves the reason, so a cause that is certain is wrong. */
  readonly isNeverCertain?: boolean;
  /** Sends the requests and returns the one that is rejected. */
  readonly make: (scene: Scene) => Promise<Answer>;
}

/** The type of a token request's body (RFC 6749 §4.1.3). */
export const form = { 'content-type': 'application/x-www-form-urlencoded' };
