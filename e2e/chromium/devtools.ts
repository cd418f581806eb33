import type { Browser, CDPSession, Frame, Page } from 'playwright';
import { waitUntil } from '../wait-until';
import type { UnpackedExtension } from './extension';
import type { WindowSize } from './flags';
import {
  findTools,
  selectTool,
  selectedTool,
  setDockSide,
  setDockedHeight,
  setUiTheme,
  type DevtoolsTheme,
  type DockSide,
} from './frontend';

export type Devtools = {
  /** The DevTools window: tabs, toolbar, and the frames of the extension. */
  readonly page: Page;
  /**
   * Shows the extension's panel with this title and returns its frame once it's loaded. The frame survives hiding and
   * docking.
   */
  showPanel(title: string): Promise<Frame>;
  /** Shows another tool: `console`, `network`, `elements`, … */
  showTool(id: string): Promise<void>;
  setDock(side: DockSide): Promise<void>;
  /** Docks DevTools at the bottom of the page's window, with this height in CSS pixels. */
  dockBelow(height: number): Promise<void>;
  /** Undocks DevTools and resizes its window, so that the panel has its full width. */
  resize(size: WindowSize): Promise<void>;
  setTheme(theme: DevtoolsTheme): Promise<void>;
  /** Closes DevTools; the page stays open. */
  close(): Promise<void>;
};

/** Opens DevTools for a page. Returns when the extension's DevTools page has created its panels. */
export async function createDevtools(
  browser: Browser,
  extension: UnpackedExtension,
  inspected: Page,
): Promise<Devtools> {
  const devtools = await openFrontend(browser, inspected);
  await waitUntil('the extension adds a panel to DevTools', async () =>
    (await findTools(devtools)).some((id) => id.startsWith('chrome-extension://')),
  );

  const showTool = async (id: string) => {
    await waitUntil(`DevTools shows the tool ${id}`, async () => {
      await selectTool(devtools, id);
      return (await selectedTool(devtools)) === id;
    });
  };

  const setDock = async (side: DockSide) => {
    await setDockSide(devtools, side);
    await waitUntil(
      `DevTools is ${side}`,
      async () => ((await windowOf(devtools)) !== undefined) === (side === 'undocked'),
    );
  };

  return {
    page: devtools,
    async showPanel(title) {
      const id = await waitUntil(`the panel ${title} is among the tools`, async () =>
        (await findTools(devtools)).find(
          (tool) => tool.startsWith('chrome-extension://') && tool.endsWith(title),
        ),
      );
      await showTool(id);
      const frame = await waitUntil(`the panel ${title} has a page`, () =>
        findPanelFrame(devtools, extension),
      );
      await frame.waitForLoadState('load');
      return frame;
    },
    showTool,
    setDock,
    async dockBelow(height) {
      await setDockedHeight(devtools, height);
      // The height is read when DevTools is docked, so it must not be docked there already.
      await setDock('undocked');
      await setDock('bottom');
    },
    async resize({ width, height }) {
      await setDock('undocked');
      const session = await browser.newBrowserCDPSession();
      const windowId = await waitUntil('DevTools has a window', () => windowOf(devtools));
      await session.send('Browser.setWindowBounds', { windowId, bounds: { width, height } });
      await session.detach();
      await waitUntil(`DevTools is ${width} wide`, () =>
        devtools.evaluate((wanted) => window.innerWidth === wanted, width),
      );
    },
    setTheme: (theme) => setUiTheme(devtools, theme),
    async close() {
      await devtools.close();
    },
  };
}

async function openFrontend(browser: Browser, inspected: Page): Promise<Page> {
  const session = await browser.newBrowserCDPSession();
  const targetId = await targetOf(inspected);
  const opened = (await session.send('Target.openDevTools', { targetId })).targetId;
  await session.detach();
  return waitUntil('the DevTools window is connected', async () => {
    for (const page of inspected.context().pages()) {
      if (page.url().startsWith('devtools://') && (await targetOf(page)) === opened) return page;
    }
    return undefined;
  });
}

/** An extension has one frame for its hidden DevTools page and one for each panel that was shown. */
function findPanelFrame(devtools: Page, { origin, devtoolsPage }: UnpackedExtension): Frame | undefined {
  return devtools.frames().find((frame) => frame.url().startsWith(origin) && frame.url() !== devtoolsPage);
}

async function targetOf(page: Page): Promise<string> {
  return withSession(
    page,
    async (session) => (await session.send('Target.getTargetInfo')).targetInfo.targetId,
  );
}

/** Undefined for docked DevTools: only a separate window has an ID. */
function windowOf(devtools: Page): Promise<number | undefined> {
  return withSession(devtools, (session) =>
    session.send('Browser.getWindowForTarget').then(
      ({ windowId }) => windowId,
      () => undefined,
    ),
  );
}

async function withSession<T>(page: Page, ask: (session: CDPSession) => Promise<T>): Promise<T> {
  const session = await page.context().newCDPSession(page);
  try {
    return await ask(session);
  } finally {
    await session.detach();
  }
}
