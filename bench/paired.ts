/** One contender of a comparison: called repeatedly with the same input. */
export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

/**
 * The time of one call, and the comparison with ours: the median of the ratios of each round, and the middle 90 % of
 * them.
 */
export interface Measured {
  readonly name: string;
  readonly microseconds: number;
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

const rounds = 40;
const targetRoundMs = 20;

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}

function timeMs(contender: Contender, calls: number): number {
  const start = performance.now();
  for (let call = 0; call < calls; call += 1) contender.run();
  return performance.now() - start;
}

/** The number of calls in a round: enough to make the clock's resolution, coarse in browsers, negligible. */
function findCalls(contender: Contender): number {
  for (let calls = 1; ; calls *= 2) {
    const took = timeMs(contender, calls);
    if (took >= targetRoundMs / 2) return Math.max(1, Math.round((calls * targetRoundMs) / took));
  }
}

/**
 * Times ours and each peer, interleaved round by round, so that a busy machine affects all equally. Ours is first in
 * the result, with the ratio 1. Runs in Node and in a page. `items` is the number of items that one call processes.
 */
export function measure(ours: Contender, peers: readonly Contender[], items = 1): readonly Measured[] {
  const contenders = [ours, ...peers];
  // Twice: the first result includes the time before the code is compiled.
  for (const contender of contenders) findCalls(contender);
  const calls = contenders.map(findCalls);
  const times = contenders.map(() => [] as number[]);
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < contenders.length; turn += 1) {
      // The first contender of a round runs coldest, so they take turns.
      const index = (round + turn) % contenders.length;
      const contender = contenders[index];
      const count = calls[index] ?? 1;
      if (contender !== undefined) times[index]?.push(timeMs(contender, count) / count);
    }
  }
  const [own = []] = times;
  return contenders.map(({ name }, index) => {
    const theirs = times[index] ?? [];
    const ratios = own.map((time, round) => time / (theirs[round] ?? Number.NaN));
    return {
      name,
      microseconds: (quantile(theirs, 0.5) * 1000) / items,
      ratio: quantile(ratios, 0.5),
      low: quantile(ratios, 0.05),
      high: quantile(ratios, 0.95),
    };
  });
}

/** Measures and prints ours, then its ratio to each peer. */
export function compare(title: string, ours: Contender, peers: readonly Contender[], items = 1): void {
  const [own, ...others] = measure(ours, peers, items);
  console.log(`${title}: ${ours.name} ${own?.microseconds.toFixed(2)} µs`);
  for (const { name, microseconds, ratio, low, high } of others) {
    console.log(
      `  ${ratio.toFixed(2)}× ${name} (${microseconds.toFixed(2)} µs; 90 % of rounds ${low.toFixed(2)} to ${high.toFixed(2)})`,
    );
  }
}
