import type { Finding, RuleTexts } from '../../token';
import { fillTemplate } from './params';
import type { Translate } from './translate';

/** The texts of a finding. */
export interface FindingText {
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  /** When it isn't a problem; undefined if it always is. */
  readonly okIf: string | undefined;
}

/** The rule's texts with the params of a finding. A rule without texts gets its ID as the title. */
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
