import { loadTranslation, type RuleText, type Translation } from './translations';

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
