import { fileURLToPath } from 'node:url';
import { callMany } from './calls';
import { describeLongest, longestTaskMs, noteLongTasks } from './long-tasks';
import { openInspected, settleRequests, type Inspected } from './open-devtools';
import { describeRatio, measurePairs, median, type Pair } from './pairs';
import { writeListeningPeer } from './peers';
import { createLoadServer, type LoadServer } from './server';
import { traceTasks, type TaskTime } from './task-times';

const ownBuild = fileURLToPath(new URL('../../dist/chrome', import.meta.url));
/** Two browsers can differ by some hundredths for as long as they run, so they are restarted. */
const starts = 4;
const pairsEach = 5;
const callsEach = 500;

interface Measured {
  readonly pairs: readonly Pair[];
  /** Calls that the server received and the panel didn't count. */
  readonly lost: number;
  readonly received: number;
  readonly longestMs: readonly [panel: number, listener: number];
  /** In another round of calls. */
  readonly traced: readonly TaskTime[];
}

/**
 * 10,000 calls with Authorization and a cookie while DevTools is open: none may be lost; measures the cost for the
 * page.
 */
export async function benchLoad(): Promise<void> {
  const measured: Measured[] = [];
  for (let start = 0; start < starts; start += 1) measured.push(await measureOnce(start % 2 === 0));
  const pairs = measured.flatMap((each) => each.pairs);
  const sum = (name: 'lost' | 'received') => measured.reduce((all, each) => all + each[name], 0);
  const longest = (index: 0 | 1) => Math.max(...measured.map(({ longestMs }) => longestMs[index]));

  console.log(`${sum('received').toLocaleString('en')} calls, DevTools open, the panel shown:`);
  console.log(`  ${sum('lost')} lost, by the server's own count`);
  console.log(
    `  time in the page: ${describeRatio(pairs)} compared with an extension that only listens and calls getContent; ${Math.round(median(pairs.map(([own]) => own)))} ms for ${callsEach} calls`,
  );
  console.log(
    `  longest task, by the clock: panel ${describeLongest(longest(0))}, devtools page ${describeLongest(longest(1))}`,
  );
  const traced = measured.flatMap((each) => each.traced);
  const most = (name: keyof TaskTime) => Math.max(...traced.map((task) => task[name])).toFixed(0);
  console.log(
    `  their tasks in a traced round (${traced.length.toLocaleString('en')}, of one thread): at most ${most('cpuMs')} ms of CPU time; at most ${most('wallMs')} ms by the clock, in which all cores are busy with the calls`,
  );
}

async function measureOnce(isOursFirst: boolean): Promise<Measured> {
  const server = await createLoadServer();
  const open = (extension: string) => openWarm(extension, server);
  const peers = isOursFirst ? undefined : await open(writeListeningPeer());
  const ours = await open(ownBuild);
  const peer = peers ?? (await open(writeListeningPeer()));
  await ours.panel.getByRole('tab', { name: 'Requests' }).click();
  let sent = await settleRequests(ours.panel, callsEach);
  const before = sent;
  for (const frame of [ours.panel, ours.listener]) await noteLongTasks(frame);
  const pairs = await measurePairs(
    pairsEach,
    async () => {
      const received = server.received;
      const took = await callMany(ours.page, callsEach, server.tokens);
      sent += server.received - received;
      return took;
    },
    () => callMany(peer.page, callsEach, server.tokens),
  );
  const seen = await settleRequests(ours.panel, sent);
  const longestMs = [await longestTaskMs(ours.panel), await longestTaskMs(ours.listener)] as const;
  const traced = await traceTasks(ours.page, ours.panel, async () => {
    await callMany(ours.page, callsEach, server.tokens);
    await settleRequests(ours.panel, seen + callsEach);
  });
  await ours.browser.close();
  await peer.browser.close();
  await server.close();
  return { pairs, lost: sent - seen, received: sent - before, longestMs, traced };
}

async function openWarm(extension: string, server: LoadServer): Promise<Inspected> {
  const inspected = await openInspected(extension, server.url);
  await callMany(inspected.page, callsEach, server.tokens);
  return inspected;
}
