import type { Verdict } from '../verify/verdict';
import type { KeyBindingProblem, KeyBindingResult } from './disclosed';

/** What proves that a key binding is wrong. Any other problem means that something couldn't be checked. */
const DISPROVING: ReadonlySet<KeyBindingProblem> = new Set([
  'malformed',
  'typ',
  'sd_hash',
  'claims',
  'signature',
]);

/**
 * The result for these problems: `invalid` if one of them proves the key binding wrong, `unchecked` if something
 * couldn't be checked, and `valid` only without any problem.
 */
export function createKeyBindingResult(problems: readonly KeyBindingProblem[]): KeyBindingResult {
  if (problems.some((problem) => DISPROVING.has(problem))) return { status: 'invalid', problems };
  return { status: problems.length === 0 ? 'valid' : 'unchecked', problems };
}

/**
 * The result of a key binding once the verdict on the issuer's signature is known. The holder's key is part of the
 * token (`cnf`), so it's trusted only if the issuer's signature over it is valid: otherwise anyone could have put their
 * own key there (RFC 9901 §7.3 verifies the issuer-signed JWT first). `issuer` is undefined while there is no verdict.
 */
export function settleKeyBinding(
  { status, problems }: KeyBindingResult,
  issuer: Verdict | undefined,
): KeyBindingResult {
  return status === 'valid' && issuer?.status !== 'valid'
    ? createKeyBindingResult(['issuer_unverified'])
    : { status, problems };
}
