import type { Texts } from './list-texts';

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

/** The knowledge catalogue in one language, without what nobody has translated yet. The keys are those of the English files. */
export interface Translation {
  readonly claims?: Texts;
  readonly headers?: Texts;
  readonly issuers?: Texts;
  readonly providers?: Texts;
  readonly values?: Texts;
  readonly rules?: Readonly<Record<string, RuleText>>;
}

/** One line for each language, as `['de', () => import('./de')]`: all are loaded on use. */
const translations: ReadonlyMap<string, () => Promise<Translation>> = new Map();

/** The files of a language (BCP 47); without those of a region its primary language counts. Undefined for English. */
export async function loadTranslation(language: string): Promise<Translation | undefined> {
  return translations.get(language.split('-', 1)[0] ?? '')?.();
}
