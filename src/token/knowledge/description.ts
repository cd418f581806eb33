import type { KnowledgeCode } from './knowledge-code';
import type { Param } from '../param';
import { hasEnglish } from './english';
import type { ProviderId } from './providers/provider';

/** A text of the knowledge catalogue, with its params. */
export interface Text {
  readonly code: KnowledgeCode;
  /** Replace `$1`, `$2` … in order: quoted text from the token, or names that are the same in every language. */
  readonly params: readonly Param[];
}

/** What a member or a value means. */
export interface Description extends Text {
  /** Where it's defined: an RFC with its section, another standard, or the URL of a provider's documentation. */
  readonly reference?: string;
  /** A common mistake with it. */
  readonly warning?: Text;
  /** The provider that defines this meaning, if it isn't the registered one. */
  readonly provider?: { readonly id: ProviderId; readonly name: string };
  /** Set if it's based on a provider's documentation or on observed tokens, not on a standard. */
  readonly basis?: Text;
}

/** The text with a code that may not exist: the keys of the English files are the list of what is known. */
export function findText(code: string, params: readonly Param[] = []): Text | undefined {
  return hasEnglish(code) ? { code, params } : undefined;
}

/** The text with a code that exists. */
export function createText(code: KnowledgeCode, ...params: readonly Param[]): Text {
  return { code, params };
}
