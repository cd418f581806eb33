import { createText, type Description, type Text } from '../description';
import type { KnowledgeCode } from '../knowledge-code';

/** One thing that can be told of a value. Numbers are left to whoever shows them, in the reader's own zone and language. */
export type ValueFact =
  /** A moment. `params` is empty. */
  | (Text & { readonly kind: 'time'; readonly seconds: number })
  /** A span, which is `params[0]` as well. */
  | (Text & { readonly kind: 'duration'; readonly seconds: number })
  /** A language tag in its canonical form. */
  | (Text & { readonly kind: 'locale'; readonly tag: string })
  /** A time zone that the platform knows. */
  | (Text & { readonly kind: 'zone'; readonly zone: string })
  /** What the value, or the part `of` it, means. `of` is the token's own text. */
  | (Description & { readonly kind: 'meaning'; readonly of: string });

/** No more facts are told of one value. */
export const MAX_VALUE_FACTS = 64;

/** No value, nor a part of it, is looked up that is longer. */
export const MAX_LOOKED_UP = 512;

/** Values with the code of their meaning. */
export interface ValueList {
  readonly codes: ReadonlyMap<string, KnowledgeCode>;
  readonly reference: string;
}

/** What each of `values` means that the list has. */
export function findMeanings(
  values: readonly unknown[],
  { codes, reference }: ValueList,
): readonly ValueFact[] {
  return values.slice(0, MAX_VALUE_FACTS).flatMap((value): readonly ValueFact[] => {
    const code = typeof value === 'string' ? codes.get(value) : undefined;
    return code ? [{ kind: 'meaning', of: String(value), ...createText(code), reference }] : [];
  });
}
