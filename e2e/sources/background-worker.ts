import type { LaunchedBrowser } from '../chromium/launch';
import { waitUntil } from '../wait-until';

/** An ended worker doesn't reply at all. */
const REPLY_TIMEOUT_MS = 200;

/**
 * Ends the extension's background worker, as the browser does when it's idle or memory is short. Returns when its state
 * is gone; an event may have restarted it by then.
 */
export async function killBackground({ context, extensionId }: LaunchedBrowser): Promise<void> {
  const session = await context.browser()?.newBrowserCDPSession();
  if (session === undefined) throw new Error('The context has no browser.');
  const own = `chrome-extension://${extensionId}/`;
  const find = async () => {
    const { targetInfos } = await session.send('Target.getTargets', {
      filter: [{ type: 'service_worker' }],
    });
    return targetInfos.find(({ url }) => url.startsWith(own))?.targetId;
  };
  const targetId = await waitUntil('the background worker runs', find);
  const worker = await waitUntil('the worker can be driven', () =>
    context.serviceWorkers().find((each) => each.url().startsWith(own)),
  );
  await worker.evaluate(() => Object.assign(self, { isOldWorker: true }).isOldWorker);
  await session.send('Target.closeTarget', { targetId });
  await waitUntil('its state is gone', async () => {
    if ((await find()) === undefined) return true;
    const reply = worker.evaluate(() => 'isOldWorker' in self);
    const timeout = new Promise<boolean>((resolve) => setTimeout(() => resolve(true), REPLY_TIMEOUT_MS));
    return !(await Promise.race([reply, timeout]));
  });
  await session.detach();
}
