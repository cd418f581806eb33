/** One contender of a comparison: called again and again on the same input. */
export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

const rounds = 40;
const targetRoundMs = 20;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The middle 90 % of the values. */
function interval(values: readonly number[]): [number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return [at(0.05), at(0.95)];
}

function timeMs(contender: Contender, calls: number): number {
  const start = performance.now();
  for (let call = 0; call < calls; call += 1) contender.run();
  return performance.now() - start;
}

/**
 * Times ours beside each peer, interleaved round by round so that a busy machine hurts all alike, and prints the
 * median of the paired ratios with its 90 % interval.
 */
export function compare(title: string, ours: Contender, peers: readonly Contender[]): void {
  const calls = Math.max(1, Math.round(targetRoundMs / (timeMs(ours, 100) / 100)));
  const times = new Map([ours, ...peers].map((contender) => [contender, [] as number[]]));
  for (let round = 0; round < rounds; round += 1) {
    const order = [ours, ...peers];
    // The first place of a round is the coldest, so it goes around.
    const turned = [...order.slice(round % order.length), ...order.slice(0, round % order.length)];
    for (const contender of turned) times.get(contender)?.push(timeMs(contender, calls) / calls);
  }
  const own = times.get(ours) ?? [];
  console.log(`${title}: ${ours.name} ${(median(own) * 1000).toFixed(2)} µs`);
  for (const peer of peers) {
    const theirs = times.get(peer) ?? [];
    const ratios = own.map((time, round) => time / (theirs[round] ?? Number.NaN));
    const [low, high] = interval(ratios);
    console.log(
      `  ${median(ratios).toFixed(2)}× ${peer.name} (${(median(theirs) * 1000).toFixed(2)} µs; 90 % of rounds ${low.toFixed(2)} to ${high.toFixed(2)})`,
    );
  }
}
