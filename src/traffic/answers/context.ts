import type { CheckContext } from '../../token';

/**
 * What the log knows of a token beyond the token: its newest request and all of them, its cookie, its places of storage
 * and what came beside it, as the checks take it. Bounded and structured-cloneable. `producers.test.ts` checks that each member has
 * a producer.
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
  /** Raw tokens that travelled beside this one, at most a few. */
  readonly companions?: readonly string[];
}
