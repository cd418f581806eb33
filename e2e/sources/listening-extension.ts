import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { artefacts } from '../story';

/**
 * Another extension, as many users have one: it requests `webRequest` for all pages at install, as an ad blocker does.
 * Beside it, Chromium reports requests to our extension at once; otherwise only after a restart.
 */
export function writeListeningExtension(): string {
  const folder = join(artefacts, 'listening-extension');
  mkdirSync(folder, { recursive: true });
  const manifest = {
    manifest_version: 3,
    name: 'uses webRequest',
    version: '1.0',
    permissions: ['declarativeNetRequest'],
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
}
