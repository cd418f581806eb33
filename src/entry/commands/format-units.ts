import type { FormatUnits } from '../../token';

type DurationFormat = new (
  language: string,
  options: { readonly style: 'narrow'; readonly secondsDisplay?: 'always' },
) => { readonly format: FormatUnits };

/** `Intl.DurationFormat` (Chrome 129, Firefox 136), which isn't in TypeScript's ES2023 library. */
const { DurationFormat } = Intl as unknown as { readonly DurationFormat: DurationFormat };

/** Creates a formatter for durations in a language, such as `4m 12s`. */
export function createFormatUnits(language: string): FormatUnits {
  const durations = new DurationFormat(language, { style: 'narrow' });
  // By default, units of zero are omitted, so `0s` would be empty.
  const zero = new DurationFormat(language, { style: 'narrow', secondsDisplay: 'always' });
  return (units) => (units.seconds === 0 ? zero : durations).format(units);
}
