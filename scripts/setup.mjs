// Prepares a machine for `npm start` and `npm test`: the npm packages, Chromium, Firefox, a virtual display. Prints
// what it found or installed; does nothing the second time.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, findFirefox, findXvfb } from './browsers.mjs';
import { downloadPlaywrightChromium, hasDebianPackages, installDebian } from './install.mjs';
import { installPackages } from './packages.mjs';

const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));
// Liberation replaces Arial, Helvetica and Courier, which pages use; DejaVu comes with Chromium.
const CHROMIUM_PACKAGES = ['chromium', 'fonts-liberation'];
const FIREFOX_PACKAGES = ['firefox-esr'];
const DISPLAY_PACKAGES = ['xvfb'];
const NOT_DEBIAN = "Debian's package needs root and apt-get";

/** `quiet` omits the lines about what exists already. A missing browser is a value with its reason, not an error. */
export async function setup({ quiet = false } = {}) {
  if (await installPackages(projectRoot)) console.log('Packages: installed with npm ci');
  else if (!quiet) console.log('Packages: already installed as in package-lock.json');
  const [chromium, firefox, xvfb] = await Promise.all([findChromium(), findFirefox(), findXvfb()]);
  // One after the other, because apt-get has one lock.
  return {
    chromium: await provide('Chromium', chromium, findChromium, installChromium, quiet),
    firefox: await provide('Firefox', firefox, findFirefox, installFirefox, quiet),
    xvfb: await provide('Virtual display', xvfb, findXvfb, installDisplay, quiet),
  };
}

/** The environment variables for the stories: where each browser is, or why it's missing. */
export function describeFound({ chromium, firefox, xvfb }) {
  return {
    CHROMIUM_PATH: chromium.path ?? '',
    FIREFOX_PATH: firefox.path ?? '',
    MISSING_CHROMIUM: chromium.missing ?? '',
    MISSING_FIREFOX: firefox.missing ?? '',
    MISSING_XVFB: xvfb.missing ?? '',
  };
}

async function provide(name, found, find, install, quiet) {
  if ('path' in found) {
    if (!quiet) console.log(`${name}: found ${describe(found)}`);
    return found;
  }
  if (!found.installable) {
    console.log(`${name}: missing, ${found.missing}`);
    return { missing: found.missing };
  }
  // Printed before the work, which takes a minute.
  process.stdout.write(`${name}: ${found.missing} … `);
  const failure = await install();
  const result = failure ? { missing: `${found.missing}; ${failure}` } : await find();
  console.log(
    'path' in result ? `installed ${describe(result)}` : `not installed: ${failure ?? result.missing}`,
  );
  return 'path' in result ? result : { missing: result.missing };
}

async function installChromium() {
  let failure = hasDebianPackages() ? await installDebian(CHROMIUM_PACKAGES) : NOT_DEBIAN;
  if (!failure) {
    // On Ubuntu, the chromium package only installs a snap, which containers can't run.
    const found = await findChromium();
    if ('path' in found) return undefined;
    failure = found.missing;
  }
  const second = await downloadPlaywrightChromium(projectRoot);
  return second && `${failure}; ${second}`;
}

async function installFirefox() {
  if (hasDebianPackages()) return installDebian(FIREFOX_PACKAGES);
  return `${NOT_DEBIAN}, and Playwright's Firefox is a patched build that the tests cannot use; set FIREFOX_PATH to a stock Firefox`;
}

async function installDisplay() {
  return hasDebianPackages() ? installDebian(DISPLAY_PACKAGES) : NOT_DEBIAN;
}

function describe({ path, source, version }) {
  return [version, source, path].filter(Boolean).join(', ');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await setup().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
