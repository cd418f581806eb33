import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { artefacts } from '../story';

/** Behaves like an ad blocker, in both browsers: blocks every request whose URL contains `blocked-by-extension`. */
export function writeBlockingExtension(): string {
  const folder = join(artefacts, 'blocking-extension');
  mkdirSync(folder, { recursive: true });
  const manifest = {
    manifest_version: 3,
    name: 'blocks requests',
    version: '1.0',
    permissions: ['declarativeNetRequest'],
    declarative_net_request: { rule_resources: [{ id: 'rules', enabled: true, path: 'rules.json' }] },
    browser_specific_settings: { gecko: { id: 'blocks-requests@jwt-devtools.test' } },
  };
  const rules = [{ id: 1, action: { type: 'block' }, condition: { urlFilter: 'blocked-by-extension' } }];
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'rules.json'), JSON.stringify(rules));
  return folder;
}
