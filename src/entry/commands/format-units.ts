import type { FormatUnits } from '../../token';

type DurationFormat = new (
  language: string,
  options: { readonly style: 'narrow'; readonly secondsDisplay?: 'always' },
) => { readonly format: FormatUnits };

/** `Intl.DurationFormat` (Chrome 129, Firefox 136), which isn't in TypeScript's ES2023 library. */
const { DurationFormat } = Intl as unknown as { readonly DurationFormat: DurationFormat };

/** Formatting one takes a tenth of a millisecond or more, and a list has the same ones again and again. */
const maxRemembered = 1_000;

/** Creates a formatter for durations in a language, such as `4m 12s`. */
export function createFormatUnits(language: string): FormatUnits {
  const remembered = new Map<string, string>();
  const durations = new DurationFormat(language, { style: 'narrow' });
  // By default, units of zero are omitted, so `0s` would be empty.
  const zero = new DurationFormat(language, { style: 'narrow', secondsDisplay: 'always' });
  return (units) => {
    const key = JSON.stringify(units);
    const text = remembered.get(key) ?? (units.seconds === 0 ? zero : durations).format(units);
    if (remembered.size >= maxRemembered) remembered.clear();
    remembered.set(key, text);
    return text;
  };
}
