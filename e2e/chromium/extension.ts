import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

export type UnpackedExtension = {
  readonly id: string;
  /** `chrome-extension://…/`, with the slash. */
  readonly origin: string;
  readonly devtoolsPage: string;
  readonly popup: string;
};

type ManifestNames = { key?: string; devtools_page: string; action: { default_popup: string } };

/** Reads the manifest. The folder must be the one Chromium was started with, because it determines the ID. */
export function parseUnpackedExtension(folder: string): UnpackedExtension {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as ManifestNames;
  const id = extensionId(manifest.key ? Buffer.from(manifest.key, 'base64') : realpathSync(folder));
  const origin = `chrome-extension://${id}/`;
  return {
    id,
    origin,
    devtoolsPage: new URL(manifest.devtools_page, origin).href,
    popup: new URL(manifest.action.default_popup, origin).href,
  };
}

/** Chromium's rule: the first 16 bytes of the SHA-256 of the public key, or of the path, in the letters a to p. */
function extensionId(source: Buffer | string): string {
  const digest = createHash('sha256').update(source).digest('hex').slice(0, 32);
  return digest.replaceAll(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
}
