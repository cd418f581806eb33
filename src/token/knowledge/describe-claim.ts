import { claimReferences } from './claims/references';
import { findText, type Description } from './description';
import { describeForProvider } from './providers/describe-for-provider';
import type { About } from './providers/provider';

/**
 * What a claim means: to the maker of the token `about` it, or else by the registry of IANA; undefined for a claim that
 * neither knows. Does not look at its value, see `describeValue`. The claim of an object within a claim is written
 * `claim.member`. Whose token it is, is the token's own word (`iss`, or claims that one maker alone writes).
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
