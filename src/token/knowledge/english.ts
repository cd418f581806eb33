import type { KnowledgeCode } from './knowledge-code';
import claims from './en/claims.json' with { type: 'json' };
import headers from './en/headers.json' with { type: 'json' };
import issuers from './en/issuers.json' with { type: 'json' };
import providers from './en/providers.json' with { type: 'json' };
import values from './en/values.json' with { type: 'json' };
import { listTexts } from './list-texts';

/** The English texts of the knowledge catalogue by code. A Map, because a claim could be named `constructor`. */
const english = listTexts({ claims, headers, issuers, providers, values });

/** Whether the knowledge catalogue has a text with this code. */
export function hasEnglish(code: string): code is KnowledgeCode {
  return english.has(code);
}

/** The English text, with `$1`, `$2` … for its params; '' if the code is unknown. */
export function findEnglish(code: string): string {
  return english.get(code) ?? '';
}

/** All codes of the knowledge catalogue. */
export function listEnglishCodes(): readonly string[] {
  return [...english.keys()];
}
