import { formatDuration } from '../lifetime/duration';
import { fillSentence } from '../wording';
import type { Finding, Hit, Rule, Severity } from './rule';
import { ruleSentences } from './sentences';

const templates: Readonly<Record<string, string>> = ruleSentences;

/** A hit in words. The params are harmless: the rules quote what they take from a token. */
export function describeFinding(rule: Rule, hit: Hit, severity: Severity): Finding {
  const params = hit.params ?? [];
  const texts = params.map((param) => (typeof param === 'string' ? param : formatDuration(param.seconds)));
  const code = `rule_${rule.id.replaceAll('-', '_')}`;
  const exception = templates[`${code}_except`];
  return {
    rule: rule.id,
    group: rule.group,
    severity,
    params,
    sentence: fillSentence(templates[code] ?? '', texts),
    advice: fillSentence(templates[`${code}_todo`] ?? '', texts),
    ...(exception !== undefined && { exception: fillSentence(exception, texts) }),
    source: rule.source,
    ...(hit.at !== undefined && { at: hit.at }),
  };
}
