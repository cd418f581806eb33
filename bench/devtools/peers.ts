import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../artefacts/bench/', import.meta.url));
const built = fileURLToPath(new URL('../../dist/chrome', import.meta.url));

/** The minimum that a DevTools extension which reads traffic does: it listens, and requests each response body. */
export function writeListeningPeer(): string {
  return writeExtension('listening', {
    'manifest.json': JSON.stringify({ ...manifest, devtools_page: 'devtools.html' }),
    'devtools.html': '<!doctype html><script src="devtools.js"></script>',
    'devtools.js': `chrome.devtools.panels.create('JWT', '', 'panel.html');
chrome.devtools.network.onRequestFinished.addListener((request) => request.getContent(() => {}));`,
    'panel.html': '<!doctype html><title>empty</title>',
  });
}

/** An extension that does nothing at all. */
export function writeIdlePeer(): string {
  return writeExtension('idle', { 'manifest.json': JSON.stringify(manifest) });
}

/** An extension whose popup shows this text, without any script. */
export function writePopupPeer(text: string): string {
  return writeExtension('popup', {
    'manifest.json': JSON.stringify(manifest),
    'popup.html': `<!doctype html><title>peer</title><p class="section-claims">${text}</p>`,
  });
}

/**
 * The built extension with the permissions of "Watch this site" already granted, because no user accepts the prompt.
 */
export function writeGranted(): string {
  const target = `${folder}granted`;
  rmSync(target, { recursive: true, force: true });
  cpSync(built, target, { recursive: true });
  const path = `${target}/manifest.json`;
  const own = JSON.parse(readFileSync(path, 'utf8')) as { permissions: string[] };
  const permissions = [...own.permissions, 'scripting', 'webRequest'];
  writeFileSync(path, JSON.stringify({ ...own, permissions, host_permissions: ['http://127.0.0.1/*'] }));
  return target;
}

const manifest = {
  manifest_version: 3,
  name: 'peer',
  version: '1.0',
  action: { default_popup: 'popup.html' },
};

function writeExtension(name: string, files: Readonly<Record<string, string>>): string {
  const target = `${folder}${name}`;
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(`${target}/${file}`, text);
  return target;
}
