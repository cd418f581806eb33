import { claimReferences } from './claims/references';
import { findText, type Description } from './description';
import { describeForProvider } from './providers/describe-for-provider';
import type { About } from './providers/provider';

/**
 * What a claim means to the provider that issued the token, or otherwise in the IANA registry; undefined if it's
 * unknown. For its value, see `describeValue`. A member of a claim's object is named `claim.member`. The provider is
 * read from the token (`iss`, or claims that only this provider uses), so it isn't verified.
 */
export function describeClaim(name: string, about: About = {}): Description | undefined {
  return describeForProvider('claim', name, about) ?? describeRegistered(name);
}

function describeRegistered(name: string): Description | undefined {
  const reference = claimReferences.get(name);
  if (reference === undefined) return undefined;
  const text = findText(`claims.${name}`);
  return text && { ...text, reference };
}

/** The names of the registered claims, the most common first. */
export function listClaimNames(): readonly string[] {
  return [...claimReferences.keys()];
}
