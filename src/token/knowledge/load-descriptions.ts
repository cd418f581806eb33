import { createTemplates } from './templates';
import { loadTranslation } from './translations';

/** The functions that describe a token, and `findTemplate` for the texts of their results. */
export type Descriptions = Awaited<ReturnType<typeof loadDescriptions>>;

/**
 * Loads the functions that describe a token on first use, which keeps them out of the code that a page starts with.
 * `findTemplate` gives the text with a code, with `$1`, `$2` … for its params: in the language (BCP 47) if it's
 * translated, otherwise in English.
 */
export async function loadDescriptions(language = 'en') {
  const [functions, translation] = await Promise.all([import('./descriptions'), loadTranslation(language)]);
  return { ...functions, findTemplate: createTemplates(functions.findEnglish, translation) };
}
