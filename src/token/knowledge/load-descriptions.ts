import { createTemplates } from './templates';
import { loadTranslation } from './translations';

/** The functions that describe claims, header parameters, values, algorithms and issuers, and the texts for what they return. */
export type Descriptions = Awaited<ReturnType<typeof loadDescriptions>>;

/**
 * Loads what explains a token when it is first needed: the same functions that the room exports, which are not to be
 * imported where a page starts. `findTemplate` gives the text of a code with `$1`, `$2` … where its params go: in the
 * language (BCP 47) if it is translated, else in English.
 */
export async function loadDescriptions(language = 'en') {
  const [functions, translation] = await Promise.all([import('./descriptions'), loadTranslation(language)]);
  return { ...functions, findTemplate: createTemplates(functions.findEnglish, translation) };
}
