import type { CheckContext } from '../../token';

/**
 * What the log knows about a token, as input for the checks: its requests, its cookie, its storage entries and related
 * data. Limited in size and structured-cloneable. `producers.test.ts` checks that every member has a producer.
 */
export interface SeenContext extends Pick<
  CheckContext,
  | 'use'
  | 'request'
  | 'requests'
  | 'cookie'
  | 'storages'
  | 'accessToken'
  | 'code'
  | 'timesSeen'
  | 'sites'
  | 'authorizationRequest'
  | 'signedElsewhere'
  | 'jwks'
  | 'jwksUrl'
  | 'discovery'
> {
  /** Raw text of other tokens in the same exchanges, at most a few. */
  readonly companions?: readonly string[];
}
