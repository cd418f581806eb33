// Installs what scripts/browsers.mjs didn't find: Debian's packages, or Playwright's download. Each function returns
// undefined if it succeeds, otherwise one sentence with the reason.
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
  // The package lists are fetched once per run, and only if something must be installed.
  updated ??= aptGet('update');
  const failure = (await updated) ?? (await aptGet('install', '--no-install-recommends', ...packages));
  return failure && `apt-get could not install ${packages.join(', ')}: ${failure}`;
}

function aptGet(...parameters) {
  const command = ['-y', '-q', '-o', `DPkg::Lock::Timeout=${LOCK_WAIT_SECONDS}`, ...parameters];
  return execute('apt-get', command, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}

/** Gives up after 10 s without progress, so that a machine without internet fails soon and a slow one succeeds. */
export async function downloadPlaywrightChromium(projectRoot) {
  const failure = await execute('npx', ['--no-install', 'playwright', 'install', '--no-shell', 'chromium'], {
    cwd: projectRoot,
    silenceLimitMs: SILENCE_LIMIT_MS,
    isProgress: (text) => /\d%/.test(text),
  });
  return failure && `Playwright's download of Chromium failed: ${failure}`;
}

export function execute(command, parameters, { env, cwd, silenceLimitMs, isProgress } = {}) {
  return new Promise((resolve) => {
    // In its own process group, so that a limit also ends what npx started. A process without a limit stays in the
    // terminal's group, for Ctrl+C.
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
        // It ended by itself at this moment.
      }
    };
    const wait = () => {
      clearTimeout(timer);
      if (silenceLimitMs) timer = setTimeout(giveUp, silenceLimitMs);
    };
    const finish = (failure) => {
      clearTimeout(timer);
      resolve(failure);
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

/** The first line that describes the error: npm prints bare codes first and the path of its log last. */
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
