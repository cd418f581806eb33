import type { CheckContext } from '../../token';
import type { Sighting } from '../exchange/sighting';

/** Parameters of RFC 6749 §5.1 and OpenID Connect Core 1.0 §3.1.3.3 that specify the token type. */
const types: ReadonlyMap<string, NonNullable<CheckContext['use']>> = new Map([
  ['refresh_token', 'refresh token'],
  ['id_token', 'ID token'],
] as const);

/**
 * The token type according to the standard parameter of a token endpoint; undefined for any other location.
 * `readAccessToken` reads the access token of the same response. Doesn't report access tokens, since any API may use
 * the name `access_token` for tokens that aren't those of RFC 9068.
 */
export function readTokenType({ kind, name, path }: Sighting, readAccessToken: () => string | undefined) {
  const parameter = path[0] === 'json' ? memberOf(path) : name;
  if (kind === 'request body') return parameter === 'refresh_token' ? types.get(parameter) : undefined;
  const type = kind === 'response body' && parameter !== undefined ? types.get(parameter) : undefined;
  // A token response always has an access token (RFC 6749 §5.1).
  return type !== undefined && readAccessToken() !== undefined ? type : undefined;
}

/** The name of the token's member if it's a direct member of the outermost object. */
function memberOf(path: readonly string[]): string | undefined {
  return path.length === 2 ? /^\$\.(\w+)$/.exec(path[1] ?? '')?.[1] : undefined;
}
