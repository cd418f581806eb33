import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '../../scripts/browsers.mjs';
import { describeEnvironment, describeFlags, type LaunchOptions } from './flags';

const START_TIMEOUT_MS = 30_000;
const END_TIMEOUT_MS = 10_000;
const KEPT_OUTPUT_CHARACTERS = 4_000;

export type ChromiumProcess = {
  /** The URL of its DevTools protocol. */
  readonly endpoint: string;
  /** Its user data folder; removed when it ends, unless it was given. */
  readonly profile: string;
  /** Resolves when the browser has ended, for any reason. */
  readonly ended: Promise<void>;
  /** Asks it to quit, kills it if it doesn't, and removes its profile. */
  end(askToQuit: () => Promise<unknown>): Promise<void>;
};

export async function createChromiumProcess(options: LaunchOptions): Promise<ChromiumProcess> {
  const executable = options.executable ?? (await chromiumPath());
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'jwt-devtools-chromium-')));
  const child = spawn(executable, describeFlags(options, profile), {
    env: describeEnvironment(options),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const kill = () => void child.kill('SIGKILL');
  // If a test runner ends early, its browser must end too.
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const removeProfile = async () => {
    if (options.profile !== undefined) return;
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  try {
    const endpoint = await readEndpoint(child);
    return {
      endpoint,
      profile,
      ended,
      async end(askToQuit) {
        // The request to quit may fail, because the connection closes during it.
        await askToQuit().catch(() => undefined);
        const timer = setTimeout(kill, END_TIMEOUT_MS);
        await ended;
        clearTimeout(timer);
        process.off('exit', kill);
        await removeProfile();
      },
    };
  } catch (error) {
    kill();
    await ended;
    process.off('exit', kill);
    await removeProfile();
    throw error;
  }
}

async function chromiumPath(): Promise<string> {
  const found = await findChromium();
  if ('missing' in found) throw new Error(found.missing);
  return found.path;
}

function readEndpoint(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (reason: string) => {
      clearTimeout(timer);
      reject(new Error(`Chromium ${reason}. Its last words:\n${output}`));
    };
    const timer = setTimeout(() => fail('did not start within 30 s'), START_TIMEOUT_MS);
    child.once('error', (error) => fail(`could not be started: ${error.message}`));
    child.once('close', (code) => fail(`ended at once with code ${code}`));
    child.stderr?.on('data', (chunk: Buffer) => {
      output = (output + String(chunk)).slice(-KEPT_OUTPUT_CHARACTERS);
      const endpoint = /DevTools listening on (ws:\S+)/.exec(output)?.[1];
      if (!endpoint) return;
      clearTimeout(timer);
      resolve(endpoint);
    });
  });
}
