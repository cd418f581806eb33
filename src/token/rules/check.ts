import type { Token } from '../token';
import { describeFinding } from './describe-finding';
import type { CheckContext, Finding, Hit, Rule, Severity, Subject } from './rule';
import { rules } from './rules';
import { createSubject, splitSignatures } from './subject';

/** How often one rule speaks of one token. */
export const MAX_FINDINGS_PER_RULE = 5;

/** How many findings there are of one token. */
export const MAX_FINDINGS = 100;

const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** These read the header and the signature it belongs to, of which a token in JSON serialization may have several. */
const GROUPS_PER_SIGNATURE: ReadonlySet<string> = new Set(['Algorithm and signature', 'Header attacks']);

/**
 * What is wrong with a token, doubtful or worth knowing, the worst first: every rule over the token and over what
 * `context` adds.
 *
 * Verifies nothing, decrypts nothing, fetches nothing and takes no clock: what a rule lacks it does not judge. Says what
 * would be dangerous if a server trusted the token, never that a server does. Of a token of unknown kind, rules that
 * are meant for certain kinds speak one step lower. At most `MAX_FINDINGS_PER_RULE` of a rule and `MAX_FINDINGS` in
 * all. Never throws: a rule that does is skipped, and what it threw is given to `reportBug`.
 */
export function check(
  token: Token,
  context: CheckContext = {},
  reportBug: (error: unknown) => void = () => {},
): Finding[] {
  const subject = createSubject(token, context);
  const perSignature = splitSignatures(subject);
  const findings = rules.flatMap((rule) => {
    const subjects = GROUPS_PER_SIGNATURE.has(rule.group) ? perSignature : [subject];
    return findHits(rule, subjects, reportBug).map((hit) =>
      describeFinding(rule, hit, weigh(hit.severity ?? rule.severity, rule, subject)),
    );
  });
  // The sort is stable: among equals the rules' own order stays.
  return findings
    .sort((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity))
    .slice(0, MAX_FINDINGS);
}

function findHits(
  rule: Rule,
  subjects: readonly Subject[],
  reportBug: (error: unknown) => void,
): readonly Hit[] {
  const hits = new Map<string, Hit>();
  for (const subject of subjects) {
    if (rule.uses !== undefined && !rule.uses.includes(subject.use)) continue;
    for (const hit of runRule(rule, subject, reportBug)) {
      const key = JSON.stringify([hit.at, hit.params]);
      if (hits.size < MAX_FINDINGS_PER_RULE && !hits.has(key)) hits.set(key, hit);
    }
  }
  return [...hits.values()];
}

/** A bug in one rule must not hide the findings of the others. */
function runRule(rule: Rule, subject: Subject, reportBug: (error: unknown) => void): readonly Hit[] {
  try {
    const found = rule.find(subject);
    if (found === undefined) return [];
    return 'length' in found ? found : [found];
  } catch (error) {
    reportBug(error);
    return [];
  }
}

function weigh(severity: Severity, rule: Rule, subject: Subject): Severity {
  const isUnknownKind = subject.use === 'JWT' && rule.uses !== undefined;
  return isUnknownKind ? (SEVERITIES[SEVERITIES.indexOf(severity) + 1] ?? 'info') : severity;
}
