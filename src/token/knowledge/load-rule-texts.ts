import { loadTranslation, type RuleText, type Translation } from './translations';

/** The texts of a rule by its ID, and by the variant of a finding if the rule has several sets of texts. */
export type RuleTexts = (rule: string, variant?: string) => RuleText | undefined;

/** Loads the texts of the rules on first use: in `language` (BCP 47) if translated, otherwise in English. */
export async function loadRuleTexts(language = 'en'): Promise<RuleTexts> {
  const [english, translation] = await Promise.all([import('./en/rules.json'), loadTranslation(language)]);
  return createRuleTexts(english.default, translation);
}

/** Like {@link loadRuleTexts}, from files that are already loaded. */
export function createRuleTexts(
  english: Readonly<Record<string, RuleText>>,
  { rules = {} }: Translation = {},
): RuleTexts {
  const texts = new Map(Object.entries({ ...english, ...rules }));
  return (rule, variant) => texts.get(variant === undefined ? rule : `${rule}/${variant}`);
}
