import { loadCheck, openDisclosures, verify, type Finding, type Token, type Verdict } from '../../../token';
import type { SeenContext } from '../../../traffic';
import { createContext, describeContext } from '../../format/check-context';
import { isHmac, pause } from '../detail/run-checks';
import { reportBug } from '../report-bug';

/** What is known about a token that isn't shown. */
export interface ListedFacts {
  readonly nowMs: number;
  readonly context: SeenContext;
  /** Undefined until it's known. */
  readonly verdict: Verdict | undefined;
}

/** The findings for a listed token, by the facts that its row has. */
export type FindingSearch = (token: Token, facts: ListedFacts) => Promise<readonly Finding[]>;

/**
 * Loads the checks. The search finds what the details of the token show at first, without what they find out on a click,
 * such as its decrypted claims.
 */
export async function loadFindingSearch(): Promise<FindingSearch> {
  const check = await loadCheck();
  return async (token, { nowMs, context, verdict }) => {
    const withCapturedKeys =
      context.jwks && isHmac(token)
        ? await verify(token, JSON.stringify(context.jwks), { pause })
        : undefined;
    const known = createContext({
      nowMs,
      seen: describeContext(context),
      verdict,
      knownSecret: false,
      publicKeyAsSecret: withCapturedKeys?.warnings.includes('HMAC-KEY-IS-PUBLIC') === true,
      decryption: undefined,
      disclosed: token.kind === 'sd-jwt' ? await openDisclosures(token) : undefined,
    });
    return check(token, known, reportBug);
  };
}
