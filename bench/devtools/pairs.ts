/** The two measurements of one pair, in the same unit. */
export type Pair = readonly [ours: number, peers: number];

/** Measures both of each pair, one after the other; they take turns in being first. */
export async function measurePairs(
  count: number,
  ours: () => Promise<number>,
  peers: () => Promise<number>,
): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  for (let pair = 0; pair < count; pair += 1) {
    if (pair % 2 === 0) {
      const own = await ours();
      pairs.push([own, await peers()]);
    } else {
      const other = await peers();
      pairs.push([await ours(), other]);
    }
  }
  return pairs;
}

/** The median of the paired ratios and its 95 % confidence interval (order statistics of the binomial distribution). */
export function describeRatio(pairs: readonly Pair[]): string {
  const ratios = pairs.map(([own, other]) => own / other).toSorted((a, b) => a - b);
  const from = Math.max(0, Math.floor(ratios.length / 2 - 0.98 * Math.sqrt(ratios.length)) - 1);
  const write = (ratio = Number.NaN) => `${ratio.toFixed(3)}×`;
  return `${write(median(ratios))} (95 % interval ${write(ratios[from])} to ${write(ratios.at(-1 - from))}, ${ratios.length} pairs)`;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

export function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Number.NaN;
}
