import { fileURLToPath } from 'node:url';
import { launchBrowser } from '../../e2e/chromium/launch';
import { callMany } from './calls';
import { describeRatio, measurePairs } from './pairs';
import { writeIdlePeer } from './peers';
import { createLoadServer } from './server';

const ownBuild = fileURLToPath(new URL('../../dist/chrome', import.meta.url));
const pairs = 30;
const callsEach = 500;

/**
 * DevTools closed and the site not watched: the installed extension must cost the page nothing and run no script in it.
 */
export async function benchClosed(): Promise<void> {
  const server = await createLoadServer();
  const open = async (extension: string) => {
    const browser = await launchBrowser({ extension });
    const page = await browser.openPage(server.url);
    await callMany(page, callsEach, server.tokens);
    return { browser, page };
  };
  const ours = await open(ownBuild);
  const peer = await open(writeIdlePeer());
  const measured = await measurePairs(
    pairs,
    () => callMany(ours.page, callsEach, server.tokens),
    () => callMany(peer.page, callsEach, server.tokens),
  );
  const worlds = await countWorlds(ours.page);
  console.log(`DevTools closed, the site not watched: ${callsEach} calls`);
  console.log(
    `  time in the page: ${describeRatio(measured)} compared with a browser whose extension does nothing`,
  );
  console.log(`  scripts of the extension in the page: ${worlds}`);
  await ours.browser.close();
  await peer.browser.close();
  await server.close();
}

/** Worlds of extension scripts in the page, as the browser counts them. */
async function countWorlds(page: Awaited<ReturnType<Awaited<ReturnType<typeof launchBrowser>>['openPage']>>) {
  const session = await page.context().newCDPSession(page);
  let worlds = 0;
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin.startsWith('chrome-extension://')) worlds += 1;
  });
  await session.send('Runtime.enable');
  await session.detach();
  return worlds;
}
