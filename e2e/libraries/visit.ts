import { expect } from '../story';
import { waitUntil } from '../wait-until';
import type { LibraryWorld } from './library-world';
import type { CaptureLine, PanelReader } from './panel-reader';
import type { BrowserName, Scenario } from './scenario';

/** Drives the page, in either browser. */
export interface PageDriver {
  open(url: string): Promise<void>;
  /** The text of the page's status line; empty if there is none. */
  status(): Promise<string>;
  press(): Promise<void>;
  /** Whether the provider's page shows the sign-in form. */
  isAskedForName(): Promise<boolean>;
  signIn(name: string): Promise<void>;
  /** Calls `fetch` in the page with this bearer token. */
  send(url: string, token: string): Promise<void>;
}

/** The result of a scenario: where the panel showed its token. */
export interface Outcome {
  readonly step: string;
  readonly token: string;
  readonly expected: string;
  readonly locations: readonly string[];
}

/** The result of a visit: each scenario, and the lines of the Capture page at the end. */
export interface VisitResult {
  readonly outcomes: readonly Outcome[];
  readonly capture: readonly CaptureLine[];
}

/** The page has loaded and restored its stored session. */
const SETTLED = /^(?:ready|signed in)/;
const STEP_TIMEOUT_MS = 40_000;
/** Chrome's log is listed for open streams at most every ten seconds. */
const CAPTURE_TIMEOUT_MS = 15_000;

/** Uses the page as a person would: loads it, presses the button, signs in if asked. */
async function work(driver: PageDriver, { url }: LibraryWorld): Promise<void> {
  await driver.open(url);
  await waitForStatus(driver, SETTLED);
  await driver.press();
  await waitForStatus(driver, /^done/);
}

async function waitForStatus(driver: PageDriver, wanted: RegExp): Promise<void> {
  const settled = await waitUntil(
    `the page shows ${wanted}`,
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
 * Compares the panel with the table for one page of a site that isn't watched, and continues after a failure. Returns
 * what the panel showed for each scenario.
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
  // The browser decides whether it drops them. A token that is neither captured nor listed as lost is a failure.
  const dropped: Scenario[] = [];
  for (const scenario of scenarios.filter(isUsual)) {
    const { step, token, location } = scenario;
    const locations = await reader.readLocations(world.tokenOf(token));
    if (!locations.some((each) => location.test(each))) dropped.push(scenario);
    outcomes.push({ step, token, expected: 'captured or listed', locations });
  }
  const missed = scenarios.filter(({ [browser]: when }) => when === 'no' || when === 'watched');
  missed.push(...dropped);
  return { outcomes, capture: await checkListed(reader, missed) };
}

/** Checks the scenarios that are captured only on a watched site. `watch` watches the site of the page. */
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
  // One deadline for all scenarios, because they are late for the same reason.
  const untilMs = Date.now() + CAPTURE_TIMEOUT_MS;
  const outcomes: Outcome[] = [];
  for (const scenario of scenarios) {
    outcomes.push(await checkScenario({ reader, world, untilMs }, scenario, isExpected(scenario)));
  }
  return outcomes;
}

/** Waits for a token that is sent last. A token that isn't in the list by then wasn't captured. */
async function sendFence({ driver, reader, world: { fence } }: Visit): Promise<void> {
  await driver.send(fence.url, fence.token);
  await expect
    .poll(() => reader.readLocations(fence.token), {
      message: 'the last token is in the list',
      timeout: CAPTURE_TIMEOUT_MS,
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
  { step, token, location }: Scenario,
  isExpected: boolean,
): Promise<Outcome> {
  const raw = world.tokenOf(token);
  let locations = await reader.readLocations(raw);
  const isAtLocation = () => locations.some((each) => location.test(each));
  if (isExpected) while (!isAtLocation() && Date.now() < untilMs) locations = await reader.readLocations(raw);
  expect
    .soft(isAtLocation() === isExpected ? 'as listed' : locations, `${step}: ${location}`)
    .toBe('as listed');
  return { step, token, expected: isExpected ? 'captured' : 'not captured', locations };
}

/** Checks that the Capture page lists these: otherwise a missing token would look like no token. */
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
