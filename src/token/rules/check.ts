import type { Token } from '../token';
import type { CheckContext, Finding, Hit, Rule, Severity, Subject } from './rule';
import { rules } from './rules';
import { createSubject, splitSignatures } from './subject';
import { maxFindings, maxFindingsPerRule } from './limits';

const SEVERITIES: readonly Severity[] = ['high', 'medium', 'low', 'info'];

/** Their rules read a header and its signature, of which a token in JSON serialization can have more than one. */
const GROUPS_PER_SIGNATURE: ReadonlySet<string> = new Set(['Algorithm and signature', 'Header attacks']);

/**
 * Checks a token with every rule and returns the findings, the most severe first. `context` is what else is known about
 * the token.
 *
 * Doesn't verify, decrypt or fetch anything, and reads no clock: a rule whose input is missing reports nothing. A
 * finding describes what would be dangerous if a server trusted the token, not what a server does. For a token of
 * unknown type, rules for certain types report one severity lower. At most `maxFindingsPerRule` of one rule and
 * `maxFindings` in total. Never throws: a rule that does is skipped, and its error is passed to `reportBug`.
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
      describeFinding(rule, hit, adjustSeverity(hit.severity ?? rule.severity, rule, subject)),
    );
  });
  // The sort is stable: findings of equal severity stay in the order of the rules.
  return findings
    .sort((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity))
    .slice(0, maxFindings);
}

function findHits(
  rule: Rule,
  subjects: readonly Subject[],
  reportBug: (error: unknown) => void,
): readonly Hit[] {
  const hits = new Map<string, Hit>();
  for (const subject of subjects) {
    if (rule.uses !== undefined && !rule.uses.includes(subject.use)) continue;
    // A bug in one rule must not hide the findings of the others.
    try {
      const found = rule.find(subject) ?? [];
      for (const hit of 'length' in found ? found : [found]) {
        const key = JSON.stringify([hit.at, hit.variant, hit.params]);
        if (hits.size < maxFindingsPerRule && !hits.has(key)) hits.set(key, hit);
      }
    } catch (error) {
      reportBug(error);
    }
  }
  return [...hits.values()];
}

function adjustSeverity(severity: Severity, rule: Rule, subject: Subject): Severity {
  const isUnknownType = subject.use === 'JWT' && rule.uses !== undefined;
  return isUnknownType ? (SEVERITIES[SEVERITIES.indexOf(severity) + 1] ?? 'info') : severity;
}

/** A hit as a finding. The params are safe to show, because rules quote any text of a token. */
function describeFinding(rule: Rule, hit: Hit, severity: Severity): Finding {
  return {
    rule: rule.id,
    group: rule.group,
    severity,
    params: hit.params ?? [],
    source: rule.source,
    ...(hit.variant !== undefined && { variant: hit.variant }),
    ...(hit.at !== undefined && { at: hit.at }),
  };
}
