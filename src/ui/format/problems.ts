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
  readonly explainsMalformed: boolean;
  readonly lifetime: Lifetime;
  readonly signature: SignatureState;
  /** The newest request that carried the token and got an answer. */
  readonly lastAnswered: Sighting | undefined;
  /** What the checks find; none until they are loaded. */
  readonly findings: readonly Finding[];
  readonly ruleTexts: RuleTexts | undefined;
}

/** What is said here in other words. */
const saidAlready: ReadonlySet<string> = new Set([
  'ALG-NONE',
  'SIG-INVALID',
  'SIG-EMPTY',
  'SIG-NOT-VERIFIED',
]);
/** More would push away what is asked first; all of them stand under Checks. */
const seriousAtMost = 2;

/** What is certainly wrong, worst first. What is only likely is not said here. */
export function describeProblems(say: Translate, context: ProblemContext): readonly Problem[] {
  const { token, explainsMalformed, lifetime, signature, lastAnswered, findings, ruleTexts } = context;
  const problems: Problem[] = [];
  if (token.kind === 'malformed' && explainsMalformed)
    problems.push({ weight: 'wrong', text: describeMalformed(say, token) });

  const refusal = lastAnswered?.status === 401 ? describeRefusal(say, token, lastAnswered.atMs) : undefined;
  if (refusal !== undefined) problems.push({ weight: 'wrong', text: refusal });

  if (signature.state === 'verdict') {
    const { status, reason } = signature.verdict;
    if (status === 'invalid') problems.push({ weight: 'wrong', text: say('problem_invalid') });
    if (reason === 'alg_none') problems.push({ weight: 'warning', text: say('problem_unsigned') });
  }

  // A refusal that names the reason has said it already.
  if (lifetime.state === 'expired' && refusal === undefined) {
    problems.push({
      weight: 'wrong',
      text: say('problem_expired', describeDuration(say, lifetime.seconds ?? 0)),
    });
  }
  if (ruleTexts === undefined) return problems;
  const serious = findings.filter(({ severity, rule }) => severity === 'critical' && !saidAlready.has(rule));
  for (const finding of serious.slice(0, seriousAtMost)) {
    problems.push({ weight: 'warning', text: describeFinding(say, ruleTexts, finding).title });
  }
  return problems;
}

function describeRefusal(say: Translate, token: Token, sentAtMs: number): string {
  const { state, away } = readSent(say, token, sentAtMs);
  switch (state) {
    case 'expired':
      return say('problem_refused_expired', away);
    case 'not yet valid':
      return say('problem_refused_not_yet', away);
    case 'not expired':
      return say('problem_refused_good');
    case 'unknown':
      return say('problem_refused');
  }
}
