import type { KnowledgeCode } from './knowledge-code';
import { listTexts } from './list-texts';
import type { Translation } from './translations';

/** Gives the text of a code: the translated one, or else the English one. */
export function createTemplates(
  findEnglish: (code: string) => string,
  { claims = {}, headers = {}, issuers = {}, providers = {}, values = {} }: Translation = {},
): (code: KnowledgeCode) => string {
  const translated = listTexts({ claims, headers, issuers, providers, values });
  return (code) => translated.get(code) ?? findEnglish(code);
}
