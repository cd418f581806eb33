import { hasAll } from '../../decode/has-members';
import type { About, Provider } from './provider';
import { providers } from './providers';

/** No issuer is longer; patterns are not run on more. */
const MAX_ISSUER_LENGTH = 2048;

/** Whose token this is, those that its issuer tells first; more than one where claims of several stand in it. */
export function findProviders({ header = {}, claims = {}, provider }: About): readonly Provider[] {
  const issuer = claims.iss;
  const byIssuer =
    typeof issuer === 'string' && issuer.length <= MAX_ISSUER_LENGTH
      ? providers.filter(({ issuers }) => issuers.some((pattern) => pattern.test(issuer)))
      : [];
  const byMarks = providers.filter(
    ({ marks = [], headerMarks = [] }) =>
      marks.some((names) => hasAll(claims, ...names)) ||
      headerMarks.some((names) => hasAll(header, ...names)),
  );
  const known = providers.filter(({ id }) => id === provider);
  return [...new Set([...known, ...byIssuer, ...byMarks])];
}
