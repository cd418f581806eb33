// Finds the browsers for the demo and the tests. Only looks; scripts/install.mjs installs. Plain JavaScript without
// dependencies, because it runs before anything is installed. Its types: browsers.d.mts.
import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const VERSION_TIMEOUT_MS = 10_000;
const BRANDED_CHROMES = ['google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable'];
const BRANDED_REASON =
  'branded Chrome and Edge load no unpacked extensions from the command line since version 137; ' +
  'Chromium or Chrome for Testing is needed';
const PATCHED_FIREFOX_REASON =
  "Playwright's own Firefox is a patched build without the developer toolbox; a stock Firefox is needed";

export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return inspect(named, 'named by CHROMIUM_PATH', rejectBrandedChrome);
  const own = playwrightChromium();
  const candidates = onPath(['chromium', 'chromium-browser']).map((path) => [path, "the system's"]);
  if (own) candidates.unshift([own, "Playwright's own"]);
  const found = await firstUsable(candidates, rejectBrandedChrome);
  if ('path' in found) return found;
  const [branded] = onPath(BRANDED_CHROMES);
  const reasons = branded
    ? [...found.rejections, `${branded} is rejected: ${BRANDED_REASON}`]
    : found.rejections;
  return { missing: reasons.join('; ') || 'not found', installable: true };
}

export async function findFirefox() {
  const named = process.env.FIREFOX_PATH;
  if (named) return inspect(named, 'named by FIREFOX_PATH', rejectPatchedFirefox);
  const candidates = onPath(['firefox-esr', 'firefox']).map((path) => [path, "the system's"]);
  const found = await firstUsable(candidates, rejectPatchedFirefox);
  return 'path' in found ? found : { missing: found.rejections.join('; ') || 'not found', installable: true };
}

/** A virtual display, for a browser with a window on a machine without a screen. */
export function findXvfb() {
  if (process.platform !== 'linux') return { missing: 'Xvfb, the virtual display, exists on Linux only' };
  const [path] = onPath(['Xvfb']);
  return path ? { path } : { missing: 'Xvfb not found', installable: true };
}

async function firstUsable(candidates, reject) {
  const rejections = [];
  for (const [path, source] of candidates) {
    const browser = await inspect(path, source, reject);
    if ('path' in browser) return browser;
    rejections.push(browser.missing);
  }
  return { rejections };
}

async function inspect(path, source, reject) {
  let output;
  try {
    output = (await run(path, ['--version'], { timeout: VERSION_TIMEOUT_MS })).stdout.trim();
  } catch (error) {
    return { missing: `${path} (${source}) does not respond to --version: ${firstLine(error)}` };
  }
  const rejection = reject(output, path);
  if (rejection) return { missing: `${path} (${source}) is rejected: ${rejection}` };
  const version = /\d+(?:\.\d+)+\w*/.exec(output)?.[0];
  if (!version) return { missing: `${path} (${source}) prints no version: ${output.slice(0, 80)}` };
  return { path, source, version };
}

function rejectBrandedChrome(output) {
  const branded = /^(Google Chrome|Microsoft Edge)\b/.test(output) && !output.includes('for Testing');
  if (branded) return BRANDED_REASON;
  return /Chrom/.test(output) ? undefined : 'it is not Chromium';
}

function rejectPatchedFirefox(output, path) {
  if (realpathSync(path).includes('ms-playwright')) return PATCHED_FIREFOX_REASON;
  return output.includes('Firefox') ? undefined : 'it is not Firefox';
}

/** Undefined if the playwright package, or the browser it would use, isn't installed. */
function playwrightChromium() {
  try {
    const { chromium } = createRequire(import.meta.url)('playwright-core');
    const path = chromium.executablePath();
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

export function onPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  return names.flatMap((name) =>
    folders
      .flatMap((folder) => suffixes.map((suffix) => join(folder, name + suffix)))
      .filter(isExecutable)
      .slice(0, 1),
  );
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function firstLine(error) {
  const text = error.code === 'ENOENT' ? 'no such file' : error.stderr || error.message;
  return String(text).trim().split('\n')[0];
}
