import { loadCheck, type Token } from '../../token';
import type { SeenContext } from '../../traffic';
import { createContext, describeContext } from '../format/check-context';
import { reportBug } from './report-bug';

/** Whether a check finds something of level High or Medium. */
export type FindingSearch = (token: Token, context: SeenContext, nowMs: number) => boolean;

/**
 * Loads the checks. The search runs those that need no key.
 */
export async function loadFindingSearch(): Promise<FindingSearch> {
  const check = await loadCheck();
  return (token, context, nowMs) =>
    check(
      token,
      createContext({
        nowMs,
        seen: describeContext(context),
        verdict: undefined,
        knownSecret: false,
        publicKeyAsSecret: false,
        decryption: undefined,
        disclosed: undefined,
      }),
      reportBug,
    ).some(({ severity }) => severity === 'high' || severity === 'medium');
}
