import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFirefox } from '../../scripts/browsers.mjs';
import { waitUntil } from '../wait-until';

export type Preferences = Readonly<Record<string, string | number | boolean>>;

const START_TIMEOUT_MS = 60_000;
const END_TIMEOUT_MS = 10_000;
const KEPT_OUTPUT_CHARACTERS = 4_000;

// Marionette itself disables updates, telemetry and first-run pages.
const PREFERENCES: Preferences = {
  'marionette.port': 0,
  'intl.locale.requested': 'en-US',
  'devtools.toolbox.host': 'right',
};

export type FirefoxProcess = {
  readonly marionettePort: number;
  /** Asks it to quit, kills it if it doesn't, and removes its profile. */
  end(askToQuit: () => Promise<unknown>): Promise<void>;
};

export async function createFirefoxProcess(options: {
  readonly executable?: string;
  readonly prefs?: Preferences;
}): Promise<FirefoxProcess> {
  const executable = options.executable ?? (await firefoxPath());
  const profile = await mkdtemp(join(tmpdir(), 'jwt-devtools-firefox-'));
  await writeFile(join(profile, 'user.js'), describePreferences({ ...PREFERENCES, ...options.prefs }));
  // System access is needed for the toolbox, which is part of the browser and not a page.
  const flags = [
    '-headless',
    '-no-remote',
    '-profile',
    profile,
    '-marionette',
    '-remote-allow-system-access',
  ];
  const child = spawn(executable, flags, { stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => {
    output = (output + String(chunk)).slice(-KEPT_OUTPUT_CHARACTERS);
  });
  const kill = () => void child.kill('SIGKILL');
  // If a test runner ends early, its browser must end too.
  process.once('exit', kill);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(`could not be started: ${error.message}`));
    child.once('close', (code) => resolve(`ended with code ${code}`));
  });
  const end = async (askToQuit: () => Promise<unknown>) => {
    // The request to quit may fail, because the connection closes during it.
    await askToQuit().catch(() => undefined);
    const timer = setTimeout(kill, END_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
    process.off('exit', kill);
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  const early = ended.then((how) => Promise.reject(new Error(`Firefox ${how}. Its last words:\n${output}`)));
  const port = waitUntil(
    'Firefox writes the port of Marionette',
    async () => Number(await readFile(join(profile, 'MarionetteActivePort'), 'utf8')),
    START_TIMEOUT_MS,
  );
  try {
    return { marionettePort: await Promise.race([port, early]), end };
  } catch (error) {
    await end(async () => kill());
    throw error;
  } finally {
    // Ignores the loser of the race: `ended` rejects later, when Firefox ends.
    early.catch(() => undefined);
    port.catch(() => undefined);
  }
}

async function firefoxPath(): Promise<string> {
  const found = await findFirefox();
  if ('missing' in found) throw new Error(found.missing);
  return found.path;
}

function describePreferences(preferences: Preferences): string {
  return Object.entries(preferences)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}
