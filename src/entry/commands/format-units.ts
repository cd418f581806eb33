import type { FormatUnits } from '../../token';

type DurationFormat = new (
  language: string,
  options: { readonly style: 'narrow'; readonly secondsDisplay?: 'always' },
) => { readonly format: FormatUnits };

/** `Intl.DurationFormat` (Chrome 129, Firefox 136), of which TypeScript's ES2023 library knows nothing. */
const { DurationFormat } = Intl as unknown as { readonly DurationFormat: DurationFormat };

/** Writes durations in a language: `4m 12s`. */
export function createFormatUnits(language: string): FormatUnits {
  const durations = new DurationFormat(language, { style: 'narrow' });
  // A unit of zero is left out by default, and nothing would be left of `0s`.
  const zero = new DurationFormat(language, { style: 'narrow', secondsDisplay: 'always' });
  return (units) => (units.seconds === 0 ? zero : durations).format(units);
}
