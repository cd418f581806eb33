import { fileURLToPath } from 'node:url';
import type { Frame, Locator } from 'playwright';
import { launchBrowser } from '../chromium/launch';
import { waitUntil } from '../wait-until';
import type { Answer } from './caller';
import { startFront, type Front, type Surroundings } from './front';
import { startIssuer } from './issuer';
import { createResult, isAccepted, sendAccepted, type FoundCause, type Result } from './measure';
import { callParameter, PageCaller } from './page-caller';
import { browserPlan, plans, type Plan } from './plans';
import type { BrowserMistake } from './browser-mistakes';
import type { RunningServer } from './services/start.js';

const extension = fileURLToPath(new URL('../../dist/chrome', import.meta.url));

const allPlans: readonly Plan<BrowserMistake>[] = [...plans, browserPlan];

/**
 * A real page in Chromium makes each mistake at each of the wanted servers while the real panel is open, and the causes
 * are read from the panel. All calls to one server are made by one page.
 */
export async function* measureInChromium(
  where: Surroundings,
  isWanted: (server: string) => boolean = () => true,
): AsyncGenerator<Result | { readonly skipped: string }> {
  const issuer = await startIssuer();
  const chrome = await launchBrowser({ extension });
  try {
    const page = await chrome.openPage('about:blank', { devtools: true });
    const { panel } = await chrome.openPanelFor(page);
    await panel.getByRole('tab', { name: 'Requests' }).click();
    for (const plan of allPlans) {
      if (!isWanted(plan.name)) continue;
      const server = await plan.start(issuer);
      if (server === undefined) {
        yield { skipped: plan.name };
        continue;
      }
      const front = await startFrontOf(server, where);
      await page.goto(front.pageUrl);
      await panel.getByRole('searchbox', { name: 'Filter' }).fill('');
      await panel
        .getByRole('toolbar', { name: 'Capture' })
        .getByRole('button', { name: 'Clear', exact: true })
        .click();
      await rowsOf(panel).first().waitFor({ state: 'detached' });
      const caller = new PageCaller(page, front.origin);
      if (plan.hasBaseline) await sendAccepted(caller, issuer);
      const answers: Answer[] = [];
      for (const mistake of plan.mistakes) {
        answers.push(await mistake.make({ cell: caller, issuer }));
      }
      const found = await readAll(panel, answers, front);
      for (const [index, mistake] of plan.mistakes.entries()) {
        const answer = answers[index];
        if (answer === undefined) continue;
        yield createResult(plan, mistake, isAcceptedBy(front, answer), found.get(answer.id));
      }
      front.close();
      await server.close();
    }
  } finally {
    await chrome.close();
    issuer.close();
  }
}

/** A server that handles CORS itself has its own page, and is called directly. */
function startFrontOf({ origin, pageUrl }: RunningServer, where: Surroundings): Promise<Front> | Front {
  if (pageUrl === undefined) return startFront(origin, where);
  return { origin, pageUrl, statusOf: () => 0, close: () => undefined };
}

/** A page can't read the status of every response. */
function isAcceptedBy(front: Front, answer: Answer): boolean {
  return isAccepted({ ...answer, status: answer.status || front.statusOf(answer.id) });
}

/** Reads again if a rejected call is missing: Chromium can report a response later than the next one. */
async function readAll(panel: Frame, answers: readonly Answer[], front: Front) {
  const rejected = answers.filter((answer) => !isAcceptedBy(front, answer));
  const lastId = answers.at(-1)?.id ?? '';
  const found = await readCauses(panel, lastId);
  const isComplete = rejected.every(({ id }) => found.has(id));
  return isComplete ? found : readCauses(panel, lastId);
}

/** The first causes that the panel shows, by the number of the call. */
async function readCauses(panel: Frame, lastId: string): Promise<ReadonlyMap<string, FoundCause>> {
  const filter = panel.getByRole('searchbox', { name: 'Filter' });
  const grid = panel.getByRole('grid', { name: 'Requests' });
  const rows = rowsOf(panel);
  await filter.fill(`url:${callParameter}=${lastId} -method:options`);
  await rows
    .filter({ hasText: `${callParameter}=${lastId}` })
    .first()
    .waitFor();
  await filter.fill('is:rejected');
  await waitUntil(
    'the list has only rejected requests',
    async () => (await rows.count()) > 0 && (await rows.filter({ hasNotText: 'Rejected' }).count()) === 0,
  );
  const found = new Map<string, FoundCause>();
  const count = Number(await grid.getAttribute('aria-rowcount')) - 1;
  await rows.last().click();
  await grid.press('Home');
  const region = panel.getByRole('region', { name: 'Request', exact: true });
  const rejection = region.getByRole('region', { name: 'Rejection' });
  for (let index = 0; index < count; index += 1) {
    const row = grid.locator(`[role=row][aria-rowindex="${index + 2}"][aria-selected=true]`);
    await row.waitFor();
    const id = callOf(await row.innerText());
    await waitUntil(
      `the details of call ${id}`,
      async () => callOf(await region.getByRole('heading', { level: 1 }).first().innerText()) === id,
    );
    await rejection.waitFor();
    const code = await rejection.getAttribute('data-cause');
    const certainty = await rejection.getAttribute('data-certainty');
    const isPreflight = /^\W*\S+\s+OPTIONS\b/m.test(await row.innerText());
    if (!isPreflight || !found.has(id)) found.set(id, { code, certainty } as FoundCause);
    await grid.press('ArrowDown');
  }
  return found;
}

function rowsOf(panel: Frame): Locator {
  return panel
    .getByRole('grid', { name: 'Requests' })
    .locator('[role=row][aria-rowindex]:not([aria-rowindex="1"])');
}

function callOf(text: string): string {
  return new RegExp(`[?&]${callParameter}=(\\d+)`).exec(text)?.[1] ?? '';
}
