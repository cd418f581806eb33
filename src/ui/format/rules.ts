import type { HitParam } from '../../token';
import { describeDuration } from './time';
import type { MessageKey, Translate } from './translate';
import { writeHostile } from './visible-text';

/** A rule's sentences have the rule's id in their keys: what was seen, `_todo`, and `_except` for some. */
function keyOf(rule: string): string {
  return `rule_${rule.replaceAll('-', '_')}`;
}

function writeParams(say: Translate, params: readonly HitParam[]): string[] {
  return params.map((param) => (typeof param === 'string' ? param : describeDuration(say, param.seconds)));
}

/** What was seen, and why it matters. */
export function describeRule(say: Translate, rule: string, params: readonly HitParam[]): string {
  return writeHostile(say(keyOf(rule) as MessageKey, ...writeParams(say, params)));
}

/** What to do. */
export function describeAdvice(say: Translate, rule: string, params: readonly HitParam[]): string {
  return writeHostile(say(`${keyOf(rule)}_todo` as MessageKey, ...writeParams(say, params)));
}

/** When it is no fault. */
export function describeException(say: Translate, rule: string): string {
  return writeHostile(say(`${keyOf(rule)}_except` as MessageKey));
}
