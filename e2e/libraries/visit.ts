import { expect } from '../story';
import type { LibraryWorld } from './library-world';
import type { PanelReader } from './panel-reader';
import type { BrowserName, LibraryPage, Scenario } from './scenario';

/** What drives the page, in either browser. */
export interface PageDriver {
  open(url: string): Promise<void>;
  /** The text of the page's status line; an empty text where there is none. */
  status(): Promise<string>;
  press(): Promise<void>;
  /** Whether the provider's page asks for a name. */
  isAskedForName(): Promise<boolean>;
  signIn(name: string): Promise<void>;
  /** Runs `fetch` there with this bearer token. */
  send(url: string, token: string): Promise<void>;
}

/** What came of a scenario: where the panel showed its token, and which lines of the Capture page list a loss. */
export interface Outcome {
  readonly step: string;
  readonly token: string;
  readonly expected: string;
  readonly places: readonly string[];
}

const STEP_TIMEOUT_MS = 40_000;
/** Chrome is asked for open streams every ten seconds. */
const LATE_MS = 15_000;

/** Goes through the page as a person would: loads it, presses the button, signs in where asked. */
async function work(driver: PageDriver, { url }: LibraryWorld): Promise<void> {
  await driver.open(url);
  await waitForStatus(driver, /^(ready|signed in)/);
  await driver.press();
  await waitForStatus(driver, /^done/);
}

async function waitForStatus(driver: PageDriver, wanted: RegExp): Promise<void> {
  const settled = { text: '' };
  await expect
    .poll(
      async () => {
        if (await driver.isAskedForName()) await driver.signIn('alice');
        settled.text = await driver.status();
        return wanted.test(settled.text) || settled.text.startsWith('failed');
      },
      { message: `the page says ${wanted}`, timeout: STEP_TIMEOUT_MS },
    )
    .toBe(true);
  expect(settled.text).toMatch(wanted);
}

/**
 * Holds the panel to the table for one page, and goes on after a scenario that fails. Returns what the panel showed,
 * scenario by scenario.
 */
export async function checkPage(
  { driver, reader, world }: { driver: PageDriver; reader: PanelReader; world: LibraryWorld },
  { name }: LibraryPage,
  {
    scenarios,
    browser,
    isWatched,
  }: { scenarios: readonly Scenario[]; browser: BrowserName; isWatched: boolean },
): Promise<readonly Outcome[]> {
  const own = scenarios.filter(({ page }) => page === name);
  await work(driver, world);
  await sendFence(driver, reader, world);
  const outcomes: Outcome[] = [];
  const check = async (chosen: readonly Scenario[]) => {
    // One wait for all of them: what is late is late for the same reason.
    const untilMs = Date.now() + LATE_MS;
    for (const scenario of chosen) {
      const isExpected = isShown(scenario, browser, isWatched);
      outcomes.push(await checkScenario({ reader, world, untilMs }, scenario, isExpected));
    }
  };
  await check(own.filter(({ isAfterReload }) => isAfterReload !== true));
  const isStored = own.filter(({ isAfterReload }) => isAfterReload === true);
  if (isStored.length > 0) {
    await driver.open(world.url);
    await waitForStatus(driver, /^(ready|signed in)/);
    await check(isStored);
  }
  await checkListed(reader, own, browser);
  return outcomes;
}

function isShown(scenario: Scenario, browser: BrowserName, isWatched: boolean): boolean {
  return scenario[browser] === 'yes' || (isWatched && scenario[browser] === 'watched');
}

/** Once the panel lists a token that was sent after all else, what isn't in the list by then isn't shown. */
async function sendFence(driver: PageDriver, reader: PanelReader, { fence }: LibraryWorld): Promise<void> {
  await driver.send(fence.url, fence.token);
  await expect
    .poll(() => reader.readPlaces(fence.token), {
      message: 'the last token is in the list',
      timeout: LATE_MS,
    })
    .not.toEqual([]);
}

interface Check {
  readonly reader: PanelReader;
  readonly world: LibraryWorld;
  readonly untilMs: number;
}

async function checkScenario(
  { reader, world, untilMs }: Check,
  { step, token, place }: Scenario,
  isExpected: boolean,
): Promise<Outcome> {
  const raw = world.tokenOf(token);
  let places = await reader.readPlaces(raw);
  const isAtPlace = () => places.some((each) => place.test(each));
  while (isExpected && !isAtPlace() && Date.now() < untilMs) places = await reader.readPlaces(raw);
  expect.soft(isAtPlace() === isExpected ? 'as listed' : places, `${step}: ${place}`).toBe('as listed');
  return { step, token, expected: isExpected ? 'captured' : 'not captured', places };
}

/** What isn't captured is listed on the Capture page: silence would be taken for "no token". */
async function checkListed(
  reader: PanelReader,
  own: readonly Scenario[],
  browser: BrowserName,
): Promise<void> {
  const lines = await reader.readCapture();
  for (const { step, listed, ...scenario } of own) {
    if (listed === undefined || scenario[browser] !== 'no') continue;
    const isListed = lines.some(
      ({ code, isCaptured, text }) =>
        !isCaptured && (typeof listed === 'string' ? code === listed : listed.test(text)),
    );
    expect.soft(isListed ? 'listed' : lines, `${step}: the Capture page lists ${listed}`).toBe('listed');
  }
}
