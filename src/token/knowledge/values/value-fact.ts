import { findSentence, type DescriptionCode, type Sentence, type Description } from '../description';

/** One thing that can be told of a value. Numbers are left to whoever shows them, in the reader's own zone and language. */
export type ValueFact =
  /** A moment. `params` is empty. */
  | (Sentence & { readonly kind: 'time'; readonly seconds: number })
  /** A span; `params[0]` is `N s`, in whose place better words for `seconds` may be put. */
  | (Sentence & { readonly kind: 'duration'; readonly seconds: number })
  /** A language tag in its canonical form. */
  | (Sentence & { readonly kind: 'locale'; readonly tag: string })
  /** A time zone that the platform knows. */
  | (Sentence & { readonly kind: 'zone'; readonly zone: string })
  /** What the value, or the part `of` it, means. `of` is the token's own text. */
  | (Description & { readonly kind: 'meaning'; readonly of: string });

/** No more facts are told of one value. */
export const MAX_VALUE_FACTS = 64;

/** No value, nor a part of it, is looked up that is longer. */
export const MAX_LOOKED_UP = 512;

/** Values with what stands in the key of their sentence. */
export interface ValueList {
  readonly sentences: Readonly<Record<string, string>>;
  readonly codes: ReadonlyMap<string, DescriptionCode>;
  readonly reference: string;
}

/** What each of `values` means that the list has. */
export function findMeanings(
  values: readonly unknown[],
  { sentences, codes, reference }: ValueList,
): readonly ValueFact[] {
  return values.slice(0, MAX_VALUE_FACTS).flatMap((value): readonly ValueFact[] => {
    const code = typeof value === 'string' ? codes.get(value) : undefined;
    const said = code && findSentence(sentences, code);
    return said ? [{ kind: 'meaning', of: String(value), ...said, reference }] : [];
  });
}
