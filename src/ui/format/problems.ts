import type { Finding, RuleTexts, Token } from '../../token';
import type { ClockOffset, Sighting } from '../../traffic';
import type { SignatureState } from '../model/detail/key-box';
import type { Translate } from './translate';
import { describeMalformed } from './malformed';
import { describeFinding } from './rules';
import { describeSent, readSent } from './sent';

/** One problem of a token, as a sentence. */
export interface Problem {
  readonly weight: 'wrong' | 'warning';
  readonly text: string;
}

/** What is known about a token and where it was sent. */
export interface ProblemContext {
  readonly token: Token;
  /** Whether the problems include why a token is malformed; false if the page shows that elsewhere. */
  readonly explainsMalformed: boolean;
  readonly signature: SignatureState;
  /** The newest request that had the token and got a response. */
  readonly lastAnswered: Sighting | undefined;
  /** Of the server that it was sent to; undefined if it may agree with this computer's. */
  readonly lastAnsweredClock: ClockOffset | undefined;
  /** Empty until the checks are loaded. */
  readonly findings: readonly Finding[];
  readonly ruleTexts: RuleTexts | undefined;
}

/** Findings that the summary already states in another way. */
const alreadyStated: ReadonlySet<string> = new Set(['ALG-NONE']);
/** More would push the other facts down; the Checks section lists all of them. */
const maxHighFindings = 2;

/**
 * What is certainly wrong, most severe first. Likely problems aren't included, nor are the expiry and an invalid signature:
 * their sections follow and have it in their first line.
 */
export function describeProblems(t: Translate, context: ProblemContext): readonly Problem[] {
  const { token, explainsMalformed, signature, lastAnswered, lastAnsweredClock, findings, ruleTexts } =
    context;
  const problems: Problem[] = [];
  if (token.kind === 'malformed' && explainsMalformed)
    problems.push({ weight: 'wrong', text: describeMalformed(t, token) });

  const rejection =
    lastAnswered?.status === 401
      ? describeRejection(t, token, lastAnswered.atMs, lastAnsweredClock)
      : undefined;
  if (rejection !== undefined) problems.push({ weight: 'wrong', text: rejection });

  if (signature.state === 'verdict') {
    if (signature.verdict.reason === 'alg_none')
      problems.push({ weight: 'warning', text: t('problem_unsigned') });
  }

  if (ruleTexts === undefined) return problems;
  const high = findings.filter(({ severity, rule }) => severity === 'high' && !alreadyStated.has(rule));
  for (const finding of high.slice(0, maxHighFindings)) {
    problems.push({ weight: 'warning', text: describeFinding(t, ruleTexts, finding).title });
  }
  return problems;
}

function describeRejection(t: Translate, token: Token, sentAtMs: number, clock?: ClockOffset): string {
  const { state, away, isByServer } = readSent(t, token, sentAtMs, clock);
  if (isByServer) return `${t('problem_refused')} ${describeSent(t, token, sentAtMs, clock)}`;
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
