import type { Contender } from './paired';

const rounds = 40;
const targetRoundMs = 25;

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
}

async function timeMs(contender: Contender, calls: number): Promise<number> {
  const start = performance.now();
  for (let call = 0; call < calls; call += 1) await contender.run();
  return performance.now() - start;
}

/**
 * Times contenders that return a promise, each call awaited before the next, interleaved round by round. Prints the
 * median of the paired ratios with the middle 90 % of them.
 */
export async function compareAsync(title: string, ours: Contender, peer: Contender): Promise<void> {
  for (const contender of [ours, peer]) await timeMs(contender, 300);
  const calls = Math.max(1, Math.round((300 * targetRoundMs) / (await timeMs(ours, 300))));
  const times: [number, number][] = [];
  for (let round = 0; round < rounds; round += 1) {
    // The first contender of a round runs colder, so they take turns.
    if (round % 2 === 0) {
      const own = await timeMs(ours, calls);
      times.push([own / calls, (await timeMs(peer, calls)) / calls]);
    } else {
      const theirs = await timeMs(peer, calls);
      times.push([(await timeMs(ours, calls)) / calls, theirs / calls]);
    }
  }
  const ratios = times.map(([own, theirs]) => own / theirs);
  const microseconds = (index: 0 | 1) =>
    (
      quantile(
        times.map((pair) => pair[index]),
        0.5,
      ) * 1000
    ).toFixed(2);
  console.log(`${title}: ${ours.name} ${microseconds(0)} µs`);
  console.log(
    `  ${quantile(ratios, 0.5).toFixed(2)}× ${peer.name} (${microseconds(1)} µs; 90 % of rounds ${quantile(ratios, 0.05).toFixed(2)} to ${quantile(ratios, 0.95).toFixed(2)})`,
  );
}
