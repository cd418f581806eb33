import type { KnowledgeCode } from './knowledge-code';
import type { Param } from '../param';
import { hasEnglish } from './english';
import type { ProviderId } from './providers/provider';

/** One text of the knowledge catalogue: where it is, and what fills it. */
export interface Text {
  readonly code: KnowledgeCode;
  /** What fills `$1`, `$2` …, in order: quoted text of the token, or names that are the same in every language. */
  readonly params: readonly Param[];
}

/** What a member or a value means. */
export interface Description extends Text {
  /** Where it is defined: an RFC with its section, another standard, or the URL of a maker's documentation. */
  readonly reference?: string;
  /** A trap to know of before anything is built on it. */
  readonly warning?: Text;
  /** Whose meaning it is, where it is not the registered one. */
  readonly provider?: { readonly id: ProviderId; readonly name: string };
  /** That it rests on a maker's documentation, or on observed tokens, and not on a standard. */
  readonly basis?: Text;
}

/** The text with a code that may not exist. What is known follows from the English files, so nothing is listed twice. */
export function findText(code: string, params: readonly Param[] = []): Text | undefined {
  return hasEnglish(code) ? { code, params } : undefined;
}

/** The text with a code that exists. */
export function createText(code: KnowledgeCode, ...params: readonly Param[]): Text {
  return { code, params };
}
