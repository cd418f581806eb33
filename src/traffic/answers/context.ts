import type { CheckContext } from '../../token';

/**
 * What the log knows of a token beyond the token: its newest request and all of them, its cookie, its places of storage
 * and what came beside it, as the checks take it. Bounded and structured-cloneable.
 */
export interface SeenContext extends Pick<
  CheckContext,
  | 'request'
  | 'requests'
  | 'cookie'
  | 'storage'
  | 'storages'
  | 'accessToken'
  | 'code'
  | 'timesSeen'
  | 'sites'
  | 'apiOrigins'
  | 'locationUrl'
  | 'authorizationRequest'
  | 'signedElsewhere'
  | 'jwks'
  | 'jwksUrl'
  | 'discovery'
> {
  /** Raw tokens that travelled beside this one, at most a few. */
  readonly companions?: readonly string[];
}
