import type { LaunchedBrowser } from '../chromium/launch';
import { waitUntil } from '../wait-until';

/** A worker that was ended does not answer at all. */
const ANSWER_MS = 200;

/**
 * Ends the extension's background worker, as the browser does when it was idle or memory is short. Returns when what it
 * held is gone; an event may have started it anew by then.
 */
export async function killBackground({ context, extensionId }: LaunchedBrowser): Promise<void> {
  const session = await context.browser()?.newBrowserCDPSession();
  if (session === undefined) throw new Error('There is no browser to ask.');
  const own = `chrome-extension://${extensionId}/`;
  const find = async () => {
    const { targetInfos } = await session.send('Target.getTargets', {
      filter: [{ type: 'service_worker' }],
    });
    return targetInfos.find(({ url }) => url.startsWith(own))?.targetId;
  };
  const targetId = await waitUntil('the background worker runs', find);
  const worker = await waitUntil('it can be asked', () =>
    context.serviceWorkers().find((each) => each.url().startsWith(own)),
  );
  await worker.evaluate(() => Object.assign(self, { isOfBefore: true }).isOfBefore);
  await session.send('Target.closeTarget', { targetId });
  await waitUntil('what it held is gone', async () => {
    if ((await find()) === undefined) return true;
    const answer = worker.evaluate(() => 'isOfBefore' in self);
    const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(true), ANSWER_MS));
    return !(await Promise.race([answer, late]));
  });
  await session.detach();
}
