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

/** The texts of a finding's rule and variant, with its params. A rule without texts gets its ID as the title. */
export function describeFinding(
  t: Translate,
  texts: RuleTexts,
  { rule, variant, params }: Pick<Finding, 'rule' | 'variant' | 'params'>,
): FindingText {
  const { title = rule, why = '', fix = '', okIf } = texts(rule, variant) ?? {};
  const fill = (template: string) => fillTemplate(t, template, params);
  return {
    title: fill(title),
    why: fill(why),
    fix: fill(fix),
    okIf: okIf === undefined ? undefined : fill(okIf),
  };
}
