// Installs the npm packages of a folder when what is installed isn't what its package-lock.json says.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execute } from './install.mjs';

/** Returns true when it installed, false when there was nothing to do; throws when npm fails. `flags` are npm's. */
export async function installPackages(projectRoot, flags = []) {
  if (isInstalled(projectRoot)) return false;
  const refusal = await execute('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', ...flags], {
    cwd: projectRoot,
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  });
  if (refusal) throw new Error(`npm ci failed: ${refusal}`);
  return true;
}

/**
 * Compares with node_modules/.package-lock.json, npm's own record of what it put there: a tree that a person
 * installed by hand counts, an interrupted or outdated one does not.
 */
function isInstalled(projectRoot) {
  const wanted = readPackages(join(projectRoot, 'package-lock.json'));
  const installed = readPackages(join(projectRoot, 'node_modules', '.package-lock.json'));
  return Object.entries(wanted).every(
    ([path, { version, integrity, optional }]) =>
      path === '' ||
      optional || // for another platform, perhaps
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
