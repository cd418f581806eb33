import type { Finding, Lifetime, RuleTexts, Token } from '../../token';
import type { Sighting } from '../../traffic';
import type { SignatureState } from '../model/detail/key-box';
import type { Translate } from './translate';
import { describeMalformed } from './malformed';
import { describeFinding } from './rules';
import { readSent } from './sent';
import { describeDuration } from './time';

export interface Problem {
  readonly weight: 'wrong' | 'warning';
  readonly text: string;
}

export interface ProblemContext {
  readonly token: Token;
  /** Whether the problems include why a token is malformed; false if the page shows that elsewhere. */
  readonly explainsMalformed: boolean;
  readonly lifetime: Lifetime;
  readonly signature: SignatureState;
  /** The newest request that had the token and got a response. */
  readonly lastAnswered: Sighting | undefined;
  /** Empty until the checks are loaded. */
  readonly findings: readonly Finding[];
  readonly ruleTexts: RuleTexts | undefined;
}

/** Findings that the summary already states in another way. */
const alreadyStated: ReadonlySet<string> = new Set(['ALG-NONE']);
/** More would push the other facts down; the Checks section lists all of them. */
const maxHighFindings = 2;

/** What is certainly wrong, most severe first. Likely problems aren't included. */
export function describeProblems(t: Translate, context: ProblemContext): readonly Problem[] {
  const { token, explainsMalformed, lifetime, signature, lastAnswered, findings, ruleTexts } = context;
  const problems: Problem[] = [];
  if (token.kind === 'malformed' && explainsMalformed)
    problems.push({ weight: 'wrong', text: describeMalformed(t, token) });

  const rejection = lastAnswered?.status === 401 ? describeRejection(t, token, lastAnswered.atMs) : undefined;
  if (rejection !== undefined) problems.push({ weight: 'wrong', text: rejection });

  if (signature.state === 'verdict') {
    const { status, reason } = signature.verdict;
    if (status === 'invalid') problems.push({ weight: 'wrong', text: t('problem_invalid') });
    if (reason === 'alg_none') problems.push({ weight: 'warning', text: t('problem_unsigned') });
  }

  // A rejection already states whether the token had expired.
  if (lifetime.state === 'expired' && rejection === undefined) {
    problems.push({
      weight: 'wrong',
      text: t('problem_expired', describeDuration(t, lifetime.seconds ?? 0)),
    });
  }
  if (ruleTexts === undefined) return problems;
  const high = findings.filter(({ severity, rule }) => severity === 'high' && !alreadyStated.has(rule));
  for (const finding of high.slice(0, maxHighFindings)) {
    problems.push({ weight: 'warning', text: describeFinding(t, ruleTexts, finding).title });
  }
  return problems;
}

function describeRejection(t: Translate, token: Token, sentAtMs: number): string {
  const { state, away } = readSent(t, token, sentAtMs);
  switch (state) {
    case 'expired':
      return t('problem_refused_expired', away);
    case 'not yet valid':
      return t('problem_refused_not_yet', away);
    case 'not expired':
      return t('problem_refused_good');
    case 'unknown':
      return t('problem_refused');
  }
}
