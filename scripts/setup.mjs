// Makes a fresh machine ready for `npm start` and `npm test`: the npm packages, Chromium, Firefox, a virtual display.
// Says in a line what it found or did; does nothing the second time.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, findFirefox, findXvfb } from './browsers.mjs';
import { downloadPlaywrightChromium, hasDebianPackages, installDebian } from './install.mjs';
import { installPackages } from './packages.mjs';

const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));
// Liberation stands in for Arial, Helvetica and Courier, which pages name; DejaVu comes with Chromium itself.
const CHROMIUM_PACKAGES = ['chromium', 'fonts-liberation'];
const FIREFOX_PACKAGES = ['firefox-esr'];
const DISPLAY_PACKAGES = ['xvfb'];
const NOT_DEBIAN = "Debian's package needs root and apt-get";

/** Quiet leaves out the lines about what was there already. What is missing is a value with its reason, not an error. */
export async function setup({ quiet = false } = {}) {
  if (await installPackages(projectRoot)) console.log('Packages: installed with npm ci');
  else if (!quiet) console.log('Packages: already as package-lock.json says');
  const [chromium, firefox, xvfb] = await Promise.all([findChromium(), findFirefox(), findXvfb()]);
  // One after the other: apt-get works under one lock.
  return {
    chromium: await provide('Chromium', chromium, findChromium, installChromium, quiet),
    firefox: await provide('Firefox', firefox, findFirefox, installFirefox, quiet),
    xvfb: await provide('Virtual display', xvfb, findXvfb, installDisplay, quiet),
  };
}

/** What the stories are told of it, as environment variables: where each browser is, or why it is missing. */
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
  // The line is begun before the work, which takes a minute.
  process.stdout.write(`${name}: ${found.missing} … `);
  const refusal = await install();
  const result = refusal ? { missing: `${found.missing}; ${refusal}` } : await find();
  console.log(
    'path' in result ? `installed ${describe(result)}` : `not installed: ${refusal ?? result.missing}`,
  );
  return 'path' in result ? result : { missing: result.missing };
}

async function installChromium() {
  let refusal = hasDebianPackages() ? await installDebian(CHROMIUM_PACKAGES) : NOT_DEBIAN;
  if (!refusal) {
    // Ubuntu's package of that name is an empty hull around a snap, which containers cannot run.
    const found = await findChromium();
    if ('path' in found) return undefined;
    refusal = found.missing;
  }
  const second = await downloadPlaywrightChromium(projectRoot);
  return second && `${refusal}; ${second}`;
}

async function installFirefox() {
  if (hasDebianPackages()) return installDebian(FIREFOX_PACKAGES);
  return `${NOT_DEBIAN}, and Playwright's Firefox is a patched build that cannot serve: name a Firefox in FIREFOX_PATH`;
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
