// Installs the npm packages of a folder if they differ from its package-lock.json.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execute } from './install.mjs';

/**
 * Returns true if it installed packages and false if there was nothing to do; throws if npm fails. `flags` are npm's.
 */
export async function installPackages(projectRoot, flags = []) {
  if (isInstalled(projectRoot)) return false;
  const failure = await execute('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', ...flags], {
    cwd: projectRoot,
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  });
  if (failure) throw new Error(`npm ci failed: ${failure}`);
  return true;
}

/**
 * Compares with node_modules/.package-lock.json, npm's own record of what it installed. A manual installation counts;
 * an interrupted or outdated one doesn't.
 */
function isInstalled(projectRoot) {
  const wanted = readPackages(join(projectRoot, 'package-lock.json'));
  const installed = readPackages(join(projectRoot, 'node_modules', '.package-lock.json'));
  return Object.entries(wanted).every(
    ([path, { version, integrity, optional }]) =>
      path === '' ||
      optional || // perhaps for another platform
      (installed[path]?.version === version && installed[path]?.integrity === integrity),
  );
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw error;
  }
}
