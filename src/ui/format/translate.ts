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
export type Translate = ((key: string, ...params: readonly string[]) => string) & Language;

/** {@link Translate} where the key is known when the code is written, so that a wrong one does not compile. */
export type Say = ((key: MessageKey, ...params: readonly string[]) => string) & Language;

export const SayContext = createContext<Say>(() => '');

export const SayProvider = SayContext.Provider;

export function useSay(): Say {
  return useContext(SayContext);
}

/** A pair of messages for a count: `key_one` and `key_other`. */
type CountKey = MessageKey extends infer Key ? (Key extends `${infer Stem}_other` ? Stem : never) : never;

export function sayCount(say: Say, key: CountKey, count: number): string {
  return say(count === 1 ? `${key}_one` : `${key}_other`, describeNumber(count));
}

export function describeNumber(value: number): string {
  return value.toLocaleString();
}
