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

export const TranslateContext = createContext<Translate>(() => '');

export const TranslateProvider = TranslateContext.Provider;

export function useTranslate(): Translate {
  return useContext(TranslateContext);
}

/** A pair of messages for a count: `key_one` and `key_other`. */
type CountKey = MessageKey extends infer Key ? (Key extends `${infer Stem}_other` ? Stem : never) : never;

export function translateCount(say: Translate, key: CountKey, count: number): string {
  return say(count === 1 ? `${key}_one` : `${key}_other`, describeNumber(count));
}

export function describeNumber(value: number): string {
  return value.toLocaleString();
}
