import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { FormatUnits } from '../../token';
import type { MessageKey } from './message-key';

export type { MessageKey };

interface Language {
  /** The UI's language as a BCP 47 tag: the language of its messages, not of the browser. */
  readonly language?: string;
  /** Writes durations; without it, they are written with international symbols. */
  readonly formatUnits?: FormatUnits;
}

/** A message by its key; `$1` to `$9` stand for the parameters. An unknown key gives ''. */
export type GetMessage = ((key: string, ...params: readonly string[]) => string) & Language;

/** {@link GetMessage} where the key is known when the code is written, so that a wrong one does not compile. */
export type Translate = ((key: MessageKey, ...params: readonly string[]) => string) & Language;

/** The page's messages. Without a provider, every message is ''. */
export const TranslateContext = createContext<Translate>(() => '');

/** Provides the page's messages. Each page renders one around everything. */
export const TranslateProvider = TranslateContext.Provider;

/** The messages of the page, in a component. */
export function useTranslate(): Translate {
  return useContext(TranslateContext);
}

/** The messages for a count: `key_one` and `key_other` in English, others where a language has more plurals. */
export type CountKey = MessageKey extends infer Key
  ? Key extends `${infer Stem}_other`
    ? Stem
    : never
  : never;

/** These take time to create; a page has one language. */
const plurals = new Map<string | undefined, Intl.PluralRules>();
const numbers = new Map<string | undefined, Intl.NumberFormat>();

/** The message for a count, chosen by the plural rules of the language (`Intl.PluralRules`); `$1` is the count. */
export function translateCount(t: Translate, key: CountKey, count: number): string {
  const { language } = t;
  const rules = plurals.get(language) ?? new Intl.PluralRules(language);
  plurals.set(language, rules);
  const number = describeNumber(count, language);
  return t(`${key}_${rules.select(count)}` as MessageKey, number) || t(`${key}_other`, number);
}

/** A number with the digit grouping of a language (BCP 47); undefined for the browser's own language. */
export function describeNumber(value: number, language: string | undefined): string {
  const format = numbers.get(language) ?? new Intl.NumberFormat(language);
  numbers.set(language, format);
  return format.format(value);
}
