import type { Texts } from './list-texts';

/** The texts of a rule, with `$1`, `$2` … for the params of the finding. */
export interface RuleText {
  /** The finding in a few words, without a period. */
  readonly title: string;
  /** Why it matters. */
  readonly why: string;
  readonly fix: string;
  /** When it isn't a problem; undefined if it always is. */
  readonly okIf?: string;
}

/** The knowledge catalogue in one language, with the keys of the English files. Texts may be missing. */
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

/** The files of a language (BCP 47), whatever its region. Undefined for English and for languages without files. */
export async function loadTranslation(language: string): Promise<Translation | undefined> {
  return translations.get(language.split('-', 1)[0] ?? '')?.();
}
