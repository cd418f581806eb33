import type { Finding, RuleTexts } from '../../token';
import { fillTemplate } from './params';
import type { Translate } from './translate';

/** A finding in words. */
export interface FindingText {
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  /** When it is not a problem; undefined where it always is one. */
  readonly okIf: string | undefined;
}

/** What a rule says about what it found; its id where it has no text. */
export function describeFinding(
  t: Translate,
  texts: RuleTexts,
  { rule, params }: Pick<Finding, 'rule' | 'params'>,
): FindingText {
  const { title = rule, why = '', fix = '', okIf } = texts(rule) ?? {};
  const fill = (template: string) => fillTemplate(t, template, params);
  return {
    title: fill(title),
    why: fill(why),
    fix: fill(fix),
    okIf: okIf === undefined ? undefined : fill(okIf),
  };
}
