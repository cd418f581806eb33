import type { KnowledgeCode } from './knowledge-code';
import { listTexts } from './list-texts';
import type { Translation } from './translations';

/** Returns a function that gives the text with a code: translated if available, otherwise in English. */
export function createTemplates(
  findEnglish: (code: string) => string,
  { claims = {}, headers = {}, issuers = {}, providers = {}, values = {} }: Translation = {},
): (code: KnowledgeCode) => string {
  const translated = listTexts({ claims, headers, issuers, providers, values });
  return (code) => translated.get(code) ?? findEnglish(code);
}
