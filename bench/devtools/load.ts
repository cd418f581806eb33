import { fileURLToPath } from 'node:url';
import { callMany } from './calls';
import { describeLongest, longestTaskMs, noteLongTasks } from './long-tasks';
import { openInspected, countSeen, settleSeen } from './open-devtools';
import { describeRatio, measurePairs, median } from './pairs';
import { writeListeningPeer } from './peers';
import { createLoadServer } from './server';

const ownBuild = fileURLToPath(new URL('../../dist/chrome', import.meta.url));
const pairs = 20;
const callsEach = 500;

/** 10,000 calls with Authorization and a cookie while DevTools is open: none lost, and what that costs the page. */
export async function benchLoad(): Promise<void> {
  const server = await createLoadServer();
  const ours = await openInspected(ownBuild, server.url);
  const peer = await openInspected(writeListeningPeer(), server.url);
  await callMany(ours.page, callsEach, server.tokens);
  await callMany(peer.page, callsEach, server.tokens);
  const [seenBefore] = [await settleSeen(ours.panel, callsEach)];
  let answered = 0;
  for (const frame of [ours.panel, ours.listener]) await noteLongTasks(frame);

  const measured = await measurePairs(
    pairs,
    async () => {
      const before = server.answered;
      const took = await callMany(ours.page, callsEach, server.tokens);
      answered += server.answered - before;
      return took;
    },
    () => callMany(peer.page, callsEach, server.tokens),
  );
  await settleSeen(ours.panel, seenBefore + answered);
  const lost = seenBefore + answered - (await countSeen(ours.panel));
  const [panelTask, listenerTask] = [await longestTaskMs(ours.panel), await longestTaskMs(ours.listener)];

  console.log(`${answered.toLocaleString('en')} calls, DevTools open, the panel shown:`);
  console.log(`  ${lost} lost, by the server's own count`);
  console.log(
    `  the page took ${describeRatio(measured)} of an extension that only listens and calls getContent; ${Math.round(median(measured.map(([own]) => own)))} ms for ${callsEach} calls`,
  );
  console.log(
    `  longest task: panel ${describeLongest(panelTask)}, devtools page ${describeLongest(listenerTask)}`,
  );
  await ours.browser.close();
  await peer.browser.close();
  await server.close();
}
