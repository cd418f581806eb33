import { expect } from '../story';
import { waitUntil } from '../wait-until';
import type { LibraryWorld } from './library-world';
import type { CaptureLine, PanelReader } from './panel-reader';
import type { BrowserName, Scenario } from './scenario';

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

/** What a visit came to: each scenario, and what the Capture page lists in the end. */
export interface VisitResult {
  readonly outcomes: readonly Outcome[];
  readonly capture: readonly CaptureLine[];
}

/** The page has loaded, and taken up what was stored. */
const SETTLED = /^(?:ready|signed in)/;
const STEP_TIMEOUT_MS = 40_000;
/** Chrome is asked for open streams every ten seconds. */
const LATE_MS = 15_000;

/** Goes through the page as a person would: loads it, presses the button, signs in where asked. */
async function work(driver: PageDriver, { url }: LibraryWorld): Promise<void> {
  await driver.open(url);
  await waitForStatus(driver, SETTLED);
  await driver.press();
  await waitForStatus(driver, /^done/);
}

async function waitForStatus(driver: PageDriver, wanted: RegExp): Promise<void> {
  const settled = await waitUntil(
    `the page says ${wanted}`,
    async () => {
      if (await driver.isAskedForName()) await driver.signIn('alice');
      const text = await driver.status();
      return (wanted.test(text) || text.startsWith('failed')) && text;
    },
    STEP_TIMEOUT_MS,
  );
  expect(settled).toMatch(wanted);
}

interface Visit {
  readonly driver: PageDriver;
  readonly reader: PanelReader;
  readonly world: LibraryWorld;
}

/**
 * Holds the panel to the table for one page of a site that isn't watched, and goes on after a scenario that fails.
 * Returns what the panel showed, scenario by scenario.
 */
export async function checkPage(
  visit: Visit,
  scenarios: readonly Scenario[],
  browser: BrowserName,
): Promise<VisitResult> {
  const { driver, reader, world } = visit;
  const isStored = ({ isAfterReload }: Scenario) => isAfterReload === true;
  const isAtEnd = (scenario: Scenario) => scenario[browser] === 'ended';
  const isCaptured = (scenario: Scenario) => scenario[browser] === 'yes';
  await work(driver, world);
  await sendFence(visit);
  const isUsual = (scenario: Scenario) => scenario[browser] === 'usually';
  const open = scenarios.filter((each) => !isStored(each) && !isUsual(each));
  const outcomes = await checkAll(visit, open, isCaptured);
  const ended = scenarios.filter(isAtEnd);
  if (ended.length > 0) {
    await checkListed(reader, ended);
    world.endStreams();
    outcomes.push(...(await checkAll(visit, ended, isAtEnd)));
  }
  const stored = scenarios.filter(isStored);
  if (stored.length > 0) {
    await reload(visit);
    outcomes.push(...(await checkAll(visit, stored, isCaptured)));
  }
  // Captured or listed as lost: the browser decides. Silence is a failure.
  const dropped: Scenario[] = [];
  for (const scenario of scenarios.filter(isUsual)) {
    const { step, token, place } = scenario;
    const places = await reader.readPlaces(world.tokenOf(token));
    if (!places.some((each) => place.test(each))) dropped.push(scenario);
    outcomes.push({ step, token, expected: 'captured or listed', places });
  }
  const missed = scenarios.filter(({ [browser]: when }) => when === 'no' || when === 'watched');
  missed.push(...dropped);
  return { outcomes, capture: await checkListed(reader, missed) };
}

/** Holds the panel to what the table says is captured only on a watched site. `watch` watches the site of the page. */
export async function checkWatchedPage(
  visit: Visit,
  scenarios: readonly Scenario[],
  watch: () => Promise<void>,
): Promise<VisitResult> {
  const { driver, reader, world } = visit;
  await driver.open(world.url);
  await waitForStatus(driver, SETTLED);
  await watch();
  await work(driver, world);
  await sendFence(visit);
  const isStored = ({ isAfterReload }: Scenario) => isAfterReload === true;
  const always = () => true;
  const outcomes = await checkAll(
    visit,
    scenarios.filter((each) => !isStored(each)),
    always,
  );
  const stored = scenarios.filter(isStored);
  if (stored.length > 0) {
    await reload(visit);
    outcomes.push(...(await checkAll(visit, stored, always)));
  }
  return { outcomes, capture: await reader.readCapture() };
}

async function reload({ driver, world }: Visit): Promise<void> {
  await driver.open(world.url);
  await waitForStatus(driver, SETTLED);
}

async function checkAll(
  { reader, world }: Visit,
  scenarios: readonly Scenario[],
  isExpected: (scenario: Scenario) => boolean,
): Promise<Outcome[]> {
  // One wait for all of them: what is late is late for the same reason.
  const untilMs = Date.now() + LATE_MS;
  const outcomes: Outcome[] = [];
  for (const scenario of scenarios) {
    outcomes.push(await checkScenario({ reader, world, untilMs }, scenario, isExpected(scenario)));
  }
  return outcomes;
}

/** Once the panel lists a token that was sent after all else, what isn't in the list by then isn't shown. */
async function sendFence({ driver, reader, world: { fence } }: Visit): Promise<void> {
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
  if (isExpected) while (!isAtPlace() && Date.now() < untilMs) places = await reader.readPlaces(raw);
  expect.soft(isAtPlace() === isExpected ? 'as listed' : places, `${step}: ${place}`).toBe('as listed');
  return { step, token, expected: isExpected ? 'captured' : 'not captured', places };
}

/** What isn't captured is listed on the Capture page: silence would be taken for "no token". */
async function checkListed(
  reader: PanelReader,
  scenarios: readonly Scenario[],
): Promise<readonly CaptureLine[]> {
  const lines = await reader.readCapture();
  for (const { step, listed } of scenarios) {
    if (listed === undefined) continue;
    const isListed = lines.some(({ code, isCaptured, text }) =>
      typeof listed === 'string' ? !isCaptured && code === listed : listed.test(text),
    );
    expect.soft(isListed ? 'listed' : lines, `${step}: the Capture page lists ${listed}`).toBe('listed');
  }
  return lines;
}
