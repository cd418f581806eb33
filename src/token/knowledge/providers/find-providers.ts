import { hasAll } from '../../decode/has-members';
import type { About, Provider } from './provider';
import { providers } from './providers';
import { maxIssuerLength } from '../../limits';

/**
 * The providers that may have issued the token: the known one, then those that match its issuer, then those that match
 * its other claims or its header.
 */
export function findProviders({ header = {}, claims = {}, provider }: About): readonly Provider[] {
  const issuer = claims.iss;
  const byIssuer =
    typeof issuer === 'string' && issuer.length <= maxIssuerLength
      ? providers.filter(({ issuers }) => issuers.some((pattern) => pattern.test(issuer)))
      : [];
  const byMembers = providers.filter(
    ({ claimSets = [], headerSets = [] }) =>
      claimSets.some((names) => hasAll(claims, ...names)) ||
      headerSets.some((names) => hasAll(header, ...names)),
  );
  const known = providers.filter(({ id }) => id === provider);
  return [...new Set([...known, ...byIssuer, ...byMembers])];
}
