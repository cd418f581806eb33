import type { Translation } from './translations';
import { loadTranslation } from './translations';

/** What a rule says when it fires; `$1`, `$2` … stand for the params of the finding. */
export interface RuleText {
  /** What was found, in a few words without a period. */
  readonly title: string;
  /** Why it matters. */
  readonly why: string;
  readonly fix: string;
  /** When it is not a problem; missing where it always is one. */
  readonly okIf?: string;
}

/** The text of a rule by its id. */
export type RuleTexts = (rule: string) => RuleText | undefined;

/** Loads what the rules say, when a finding is shown: in the language (BCP 47) if a rule is translated, else in English. */
export async function loadRuleTexts(language = 'en'): Promise<RuleTexts> {
  const [english, translation] = await Promise.all([import('./en/rules.json'), loadTranslation(language)]);
  return createRuleTexts(english.default, translation);
}

/** {@link loadRuleTexts} with the files at hand. */
export function createRuleTexts(
  english: Readonly<Record<string, RuleText>>,
  { rules = {} }: Translation = {},
): RuleTexts {
  const texts = new Map(Object.entries({ ...english, ...rules }));
  return (rule) => texts.get(rule);
}
