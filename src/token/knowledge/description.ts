import { fillSentence } from '../wording';
import type { ProviderId } from './providers/provider';
import type { describeSentences } from './sentences';

/** The key of a sentence, in English and in every language. */
export type DescriptionCode = keyof typeof describeSentences;

/** One thing that is said, so that it can be said in another language: by its key and what fills it. */
export interface Sentence {
  readonly code: DescriptionCode;
  /** What fills the places of the sentence's template, in order; harmless to show. */
  readonly params: readonly string[];
  /** In English. */
  readonly sentence: string;
}

/** What a member or a value means. */
export interface Description extends Sentence {
  /** Where it is defined: an RFC with its section, another standard, or the URL of a maker's documentation. */
  readonly reference?: string;
  /** A trap to know of before anything is built on it. */
  readonly warning?: Sentence;
  /** Whose meaning it is, where it is not the registered one. */
  readonly provider?: { readonly id: ProviderId; readonly name: string };
  /** That it rests on a maker's documentation, or on tokens that were seen, and not on a standard. */
  readonly basis?: Sentence;
}

/** A sentence of a list by a key that may be none of its own. */
export function findSentence(
  list: Readonly<Record<string, string>>,
  code: string,
  params: readonly string[] = [],
): Sentence | undefined {
  if (!Object.hasOwn(list, code)) return undefined;
  // Every list is part of `describeSentences`; a test holds them together.
  return { code: code as DescriptionCode, params, sentence: fillSentence(list[code] ?? '', params) };
}

/** A sentence of a list by a key that it has. */
export function createSentence<Code extends DescriptionCode>(
  list: Readonly<Record<Code, string>>,
  code: Code,
  ...params: readonly string[]
): Sentence {
  return { code, params, sentence: fillSentence(list[code], params) };
}
