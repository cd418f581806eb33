import type { CheckContext } from '../../token';
import type { Sighting } from '../exchange/sighting';

/** Parameters of RFC 6749 §5.1 and OpenID Connect Core 1.0 §3.1.3.3 whose name says what their token is. */
const uses: ReadonlyMap<string, NonNullable<CheckContext['use']>> = new Map([
  ['refresh_token', 'refresh token'],
  ['id_token', 'ID token'],
] as const);

/**
 * What a token is by the standard parameter that it was sent or received as at a token endpoint; undefined for any other
 * place. `readAccessToken` reads the access token of the same response. An access token isn't named: any API may give its
 * own tokens that name, which are not those of RFC 9068.
 */
export function readUse({ place, name, path }: Sighting, readAccessToken: () => string | undefined) {
  const parameter = path[0] === 'json' ? memberOf(path) : name;
  if (place === 'request body') return parameter === 'refresh_token' ? uses.get(parameter) : undefined;
  const use = place === 'response body' && parameter !== undefined ? uses.get(parameter) : undefined;
  // RFC 6749 §5.1: without an access token it is not the response of a token endpoint.
  return use !== undefined && readAccessToken() !== undefined ? use : undefined;
}

/** The member of the outermost object that holds the token. */
function memberOf(path: readonly string[]): string | undefined {
  return path.length === 2 ? /^\$\.(\w+)$/.exec(path[1] ?? '')?.[1] : undefined;
}
