// Prepares the stories with real client libraries: installs e2e/libraries, which nothing else needs, and bundles their
// pages.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installPackages } from './packages.mjs';
import { root } from './run.mjs';

const folder = `${root}e2e/libraries`;
// Without internet this fails within a minute; npm's own limits add up to many.
const flags = [
  '--ignore-scripts',
  '--fetch-retries=1',
  '--fetch-retry-mintimeout=1000',
  '--fetch-timeout=30000',
];

/** Returns why they can't be installed, or undefined. An unreachable registry is a reason, not an error. */
export async function prepareLibraries() {
  try {
    if (await installPackages(folder, flags)) console.log('Client libraries: installed with npm ci');
  } catch (error) {
    if (!isOffline(error)) throw error;
    return `the client libraries could not be installed: ${error.message}`;
  }
  const { runnerImport } = await import('vite');
  const bundle = pathToFileURL(`${folder}/bundle.ts`).href;
  const { module } = await runnerImport(bundle, { root, configFile: false, logLevel: 'error' });
  await module.bundlePages(`${root}artefacts/libraries/pages`);
  return undefined;
}

/** The registry didn't respond, or a server that isn't up did. npm's message ends in Node's error code. */
function isOffline({ message }) {
  return /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|network|50[234])\b/.test(
    message,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const missing = await prepareLibraries();
  if (missing !== undefined) {
    console.error(missing);
    process.exitCode = 1;
  }
}
