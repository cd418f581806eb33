import type { Finding, Hit, Rule, Severity } from './rule';

/** A hit as a finding. The params are safe to show, because rules quote any text of a token. */
export function describeFinding(rule: Rule, hit: Hit, severity: Severity): Finding {
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
