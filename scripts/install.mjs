// Installs what scripts/browsers.mjs did not find: Debian's packages, or Playwright's download.
// Each function returns undefined when it worked, else one sentence saying why not.
import { spawn } from 'node:child_process';
import { onPath } from './browsers.mjs';

const SILENCE_LIMIT_MS = 10_000;
const LOCK_WAIT_SECONDS = 300;
const KEPT_OUTPUT_CHARACTERS = 100_000;

export function hasDebianPackages() {
  return process.getuid?.() === 0 && onPath(['apt-get']).length > 0;
}

let updated;

export async function installDebian(packages) {
  // The lists are fetched once a run, and only when something is to be installed.
  updated ??= aptGet('update');
  const refusal = (await updated) ?? (await aptGet('install', '--no-install-recommends', ...packages));
  return refusal && `apt-get could not install ${packages.join(', ')}: ${refusal}`;
}

function aptGet(...parameters) {
  const command = ['-y', '-q', '-o', `DPkg::Lock::Timeout=${LOCK_WAIT_SECONDS}`, ...parameters];
  return execute('apt-get', command, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}

/** Given up after 10 s without progress, so that a machine without internet is told soon and a slow one is served. */
export async function downloadPlaywrightChromium(projectRoot) {
  const refusal = await execute('npx', ['--no-install', 'playwright', 'install', '--no-shell', 'chromium'], {
    cwd: projectRoot,
    silenceLimitMs: SILENCE_LIMIT_MS,
    isProgress: (text) => /\d%/.test(text),
  });
  return refusal && `Playwright's download of Chromium failed: ${refusal}`;
}

export function execute(command, parameters, { env, cwd, silenceLimitMs, isProgress } = {}) {
  return new Promise((resolve) => {
    // A group of its own, so that what npx started ends with it; what has no limit stays with the terminal's Ctrl+C.
    const grouped = process.platform !== 'win32' && silenceLimitMs !== undefined;
    const child = spawn(command, parameters, {
      cwd,
      env: env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32', // npm and npx are .cmd files there
      detached: grouped,
    });
    let output = '';
    let timer;
    const giveUp = () => {
      finish(`no progress for ${silenceLimitMs / 1000} s`);
      try {
        process.kill(grouped ? -child.pid : child.pid, 'SIGKILL');
      } catch {
        // It ended by itself at this very moment.
      }
    };
    const wait = () => {
      clearTimeout(timer);
      if (silenceLimitMs) timer = setTimeout(giveUp, silenceLimitMs);
    };
    const finish = (refusal) => {
      clearTimeout(timer);
      resolve(refusal);
    };
    const read = (chunk) => {
      const text = String(chunk);
      output = (output + text).slice(-KEPT_OUTPUT_CHARACTERS);
      if (isProgress?.(text)) wait();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', (error) => finish(error.message));
    child.on('close', (code) => finish(code === 0 ? undefined : `exit code ${code}, ${errorLine(output)}`));
    wait();
  });
}

/** The first line that names the error; npm begins with bare codes and ends with where its log is. */
function errorLine(text) {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return (
    lines.find((line) => /^(E: |Error: |npm error (?!(?:code|syscall|errno) ))/.test(line)) ??
    lines.at(-1) ??
    'no output'
  );
}
