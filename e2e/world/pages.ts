import { readdirSync, readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const pagesFolder = join(dirname(fileURLToPath(import.meta.url)), 'pages');
// The package exports only its CommonJS and ESM builds; the browser bundle is in the same folder.
const oidcClientFolder = join(
  dirname(createRequire(import.meta.url).resolve('oidc-client-ts')),
  '..',
  'browser',
);

const assets: Record<string, string> = {
  '/style.css': join(pagesFolder, 'style.css'),
  '/app.js': join(pagesFolder, 'app.js'),
  '/calls.js': join(pagesFolder, 'calls.js'),
  '/frame.js': join(pagesFolder, 'frame.js'),
  '/hostile.js': join(pagesFolder, 'hostile.js'),
  '/sign.js': join(pagesFolder, 'sign.js'),
  ...assetsIn('channel'),
  ...assetsIn('flood'),
  '/oidc-client-ts.min.js': join(oidcClientFolder, 'oidc-client-ts.min.js'),
  // The bundle references its source map, which open DevTools request.
  '/oidc-client-ts.min.js.map': join(oidcClientFolder, 'oidc-client-ts.min.js.map'),
};

/** The scripts of a folder of `pages/`, as `/folder/name.js`. */
function assetsIn(folder: string): Record<string, string> {
  const scripts = readdirSync(join(pagesFolder, folder)).filter((name) => name.endsWith('.js'));
  return Object.fromEntries(scripts.map((name) => [`/${folder}/${name}`, join(pagesFolder, folder, name)]));
}

const contentTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json',
};

/** Serves a script or stylesheet; returns false if the path has none. */
export function sendAsset(response: ServerResponse, path: string): boolean {
  const file = Object.hasOwn(assets, path) ? assets[path] : undefined;
  if (file === undefined) return false;
  response.writeHead(200, {
    'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
    // A service worker may control pages above its own folder only with this header.
    'service-worker-allowed': '/',
  });
  response.end(readFileSync(file));
  return true;
}

/** A page of `pages/` with each `{{name}}` replaced by its value, as text, or as JSON inside a script element. */
export function renderPage(name: string, values: Record<string, unknown>): string {
  const template = readFileSync(join(pagesFolder, `${name}.html`), 'utf8');
  return template.replace(/\{\{(\w+)\}\}/g, (_, key: string) => {
    const value = values[key];
    return typeof value === 'string' ? escapeHtml(value) : JSON.stringify(value).replaceAll('<', '\\u003c');
  });
}

/** A complete page of the provider, which has no files; `body` is HTML. */
export function renderPlainPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>${escapeHtml(title)}</title>
    <link rel="stylesheet" href="/style.css" />
  </head>
  <body>
    <main>
      <h1>${escapeHtml(title)}</h1>
      ${body}
    </main>
  </body>
</html>
`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
