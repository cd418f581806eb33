import { fileURLToPath } from 'node:url';
import { waitUntil } from '../../e2e/wait-until';
import { describeRatio, measurePairs, median, type Pair } from './pairs';
import { launchBare, type Attached, type BareBrowser } from './protocol';
import { createLoadServer, type LoadServer } from './server';

const ownBuild = fileURLToPath(new URL('../../dist/chrome', import.meta.url));
const rounds = 15;
const callsBefore = 200;

/**
 * From the press on a tab that's shown for the first time to the first paint: our panel, and the Network panel of the
 * same DevTools. They take turns in being first; each round has a new browser.
 */
export async function benchFirstPaint(): Promise<void> {
  const server = await createLoadServer();
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round += 1) pairs.push(await measureRound(server, round));
  await server.close();
  const [ours, network] = [0, 1].map((side) => median(pairs.map((pair) => pair[side] ?? Number.NaN)));
  console.log(`The first paint after a tab of DevTools is first shown, after ${callsBefore} calls:`);
  console.log(`  panel ${ours?.toFixed(0)} ms, Network panel ${network?.toFixed(0)} ms`);
  console.log(`  panel compared with the Network panel: ${describeRatio(pairs)}`);
}

async function measureRound(server: LoadServer, round: number): Promise<Pair> {
  const browser = await launchBare(ownBuild);
  const page = await browser.open('about:blank');
  const { targetId } = await browser.send<{ targetId: string }>('Target.openDevTools', {
    targetId: page.targetId,
  });
  const devtools = await browser.attach(
    await browser.find('DevTools', (target) => target.targetId === targetId),
  );
  // Docked to the side, DevTools has no room for all tabs.
  await waitUntil('DevTools is docked at the bottom', () =>
    devtools.evaluate(`(async () => {
      const { DockController } = await import('devtools://devtools/bundled/ui/legacy/legacy.js');
      DockController.DockController.instance().setDockSide('bottom');
      return true;
    })()`),
  );
  await waitUntil('DevTools has the panel', () => findTab(devtools, 'JWT'));
  await callFromPage(await browser.attach(page), server);
  const ours = () => measureOurs(browser, devtools);
  const network = () => measureNetwork(devtools);
  const measured: Pair[] = [];
  if (round % 2 === 0) measured.push(...(await measurePairs(1, ours, network)));
  else {
    const peer = await network();
    measured.push([await ours(), peer]);
  }
  await browser.close();
  const [pair] = measured;
  if (pair === undefined) throw new Error('Nothing was measured');
  return pair;
}

async function callFromPage(page: Attached, server: LoadServer): Promise<void> {
  await page.send('Page.enable');
  await page.send('Page.navigate', { url: server.url });
  await waitUntil('the page is loaded', () =>
    page.evaluate<boolean>(`document.title === 'load' && document.readyState === 'complete'`),
  );
  await page.evaluate(`(async () => {
    const tokens = ${JSON.stringify(server.tokens)};
    for (let call = 0; call < ${callsBefore}; call += 1) {
      const headers = { authorization: 'Bearer ' + tokens[call % tokens.length] };
      await (await fetch('/orders/' + call, { headers })).text();
    }
  })()`);
}

/** The panel's own "first contentful paint", on the clock of DevTools. */
async function measureOurs(browser: BareBrowser, devtools: Attached): Promise<number> {
  await devtools.evaluate(`addEventListener('mousedown', ({ timeStamp }) => {
    globalThis.pressedAt = performance.timeOrigin + timeStamp;
  }, { capture: true, once: true })`);
  await pressTab(devtools, 'JWT');
  const panel = await browser.attach(
    await browser.find('the panel', ({ url }) => url.endsWith('/src/entry/panel.html')),
  );
  const paintedAt = await panel.evaluate<number>(`new Promise((resolve) => {
    new PerformanceObserver((list) => {
      for (const { name, startTime } of list.getEntries()) {
        if (name === 'first-contentful-paint') resolve(performance.timeOrigin + startTime);
      }
    }).observe({ type: 'paint', buffered: true });
  })`);
  return paintedAt - (await devtools.evaluate<number>('globalThis.pressedAt'));
}

/** The end of the first frame in which the Network panel has a box with content. */
async function measureNetwork(devtools: Attached): Promise<number> {
  const painted = devtools.evaluate<number>(`new Promise((resolve) => {
    addEventListener('mousedown', ({ timeStamp }) => {
      const look = () => {
        const panel = document.querySelector('.panel.network');
        if (!(panel?.clientHeight > 0 && panel.firstElementChild)) return requestAnimationFrame(look);
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - timeStamp);
        port2.postMessage(undefined);
      };
      requestAnimationFrame(look);
    }, { capture: true, once: true });
  })`);
  await pressTab(devtools, 'Network');
  return painted;
}

async function pressTab(devtools: Attached, title: string): Promise<void> {
  const point = await findTab(devtools, title);
  if (point === undefined) throw new Error(`DevTools shows no tab ${title}`);
  for (const type of ['mousePressed', 'mouseReleased']) {
    await devtools.send('Input.dispatchMouseEvent', { type, ...point, button: 'left', clickCount: 1 });
  }
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The center of a tab that's visible. */
async function findTab(devtools: Attached, title: string): Promise<Point | undefined> {
  const found = await devtools.evaluate<Point | null>(`(() => {
    const findIn = (root) => {
      for (const element of root.querySelectorAll('*')) {
        const isTab = element.classList.contains('tabbed-pane-header-tab') && element.innerText.trim() === ${JSON.stringify(title)};
        const found = isTab ? element : element.shadowRoot && findIn(element.shadowRoot);
        if (found) return found;
      }
    };
    const box = findIn(document)?.getBoundingClientRect();
    return box && box.width > 0 ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null;
  })()`);
  return found ?? undefined;
}
