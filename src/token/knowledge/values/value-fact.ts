import { createText, type Description, type Text } from '../description';
import type { KnowledgeCode } from '../knowledge-code';
import { maxValueFacts } from '../../limits';

/** One fact about a value. The UI formats its numbers in the user's language and time zone. */
export type ValueFact =
  /** A date. `params` is empty. */
  | (Text & { readonly kind: 'time'; readonly seconds: number })
  /** A duration, which is also `params[0]`. */
  | (Text & { readonly kind: 'duration'; readonly seconds: number })
  /** A language tag in its canonical form. */
  | (Text & { readonly kind: 'locale'; readonly tag: string })
  /** A time zone that the platform knows. */
  | (Text & { readonly kind: 'zone'; readonly zone: string })
  /** What the value, or a part of it, means. `of` is the value or part, as unescaped text from the token. */
  | (Description & { readonly kind: 'meaning'; readonly of: string });

/** Values with the code of their meaning. */
export interface ValueList {
  readonly codes: ReadonlyMap<string, KnowledgeCode>;
  readonly reference: string;
}

/** The meaning of each value that is in the list. */
export function findMeanings(
  values: readonly unknown[],
  { codes, reference }: ValueList,
): readonly ValueFact[] {
  return values.slice(0, maxValueFacts).flatMap((value): readonly ValueFact[] => {
    const code = typeof value === 'string' ? codes.get(value) : undefined;
    return code ? [{ kind: 'meaning', of: String(value), ...createText(code), reference }] : [];
  });
}
