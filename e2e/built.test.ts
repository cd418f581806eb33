// Guards: the contents of dist/chrome and dist/firefox. Runs after the builds.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

/**
 * A text that only this library or module contains. Each must be in some file, and in no file that loads with a page.
 */
const loadedOnUse: Readonly<Record<string, string>> = {
  '@noble/ciphers': 'aes/gcm: invalid nonce length',
  '@noble/curves': 'bad curve params: generator point',
  '@noble/hashes': 'invalid outputLen',
  '@noble/post-quantum': 'invertButterflies',
  '@peculiar/asn1-schema': 'Cannot get schema for',
  jose: 'ERR_JOSE_GENERIC',
  'micro-rsa-dsa-dh': 'wrong private key',
  CodeMirror: 'Calls to EditorView.update are not allowed while an update is in progress',
  'the checks': 'TR-URL-FRAGMENT',
  'the descriptions': 'values.alg.rsa_pkcs1',
  'the bundled secrets': 'keyboard cat',
};

interface Manifest {
  readonly version: string;
  readonly permissions: string[];
  readonly optional_permissions: string[];
  readonly optional_host_permissions: string[];
  readonly content_security_policy: { readonly extension_pages: string };
  readonly background: { readonly service_worker?: string; readonly scripts?: string[] };
  readonly [key: string]: unknown;
}

const dynamicImport = /\bimport\(/;

const budgets = { popup: 40_000, panel: 70_000, contentScript: 4_000 };

describe.each(['chrome', 'firefox'])('the extension built for %s', (browser) => {
  const dist = join(root, 'dist', browser);
  const read = (path: string) => readFileSync(join(dist, path), 'utf8');
  const manifest = JSON.parse(read('manifest.json')) as Manifest;
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  const scripts = files.filter((path) => path.endsWith('.js'));
  const pages = files.filter((path) => path.endsWith('.html'));

  /** A script and everything it imports statically. */
  function scriptsBehind(script: string, reached = new Set<string>()): Set<string> {
    if (reached.has(script)) return reached;
    reached.add(script);
    for (const match of read(script).matchAll(/(?:\bfrom|\bimport)\s*["']([^"']+)["']/g)) {
      scriptsBehind(normalize(join(dirname(script), match[1] ?? '')), reached);
    }
    return reached;
  }
  /** A page's scripts and styles, and everything those scripts import statically. */
  function closureOf(page: string): Set<string> {
    const reached = new Set<string>();
    for (const match of read(page).matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)) {
      const target = match[1] ?? '';
      const path = target.startsWith('/') ? target.slice(1) : normalize(join(dirname(page), target));
      if (path.endsWith('.js')) scriptsBehind(path, reached);
      else reached.add(path);
    }
    return reached;
  }
  const gzipSize = (paths: Iterable<string>) =>
    [...paths].reduce((sum, path) => sum + gzipSync(readFileSync(join(dist, path))).length, 0);
  const contentScripts = files.filter((path) => /(?:content|cookies|page)\.iife.*\.js$/.test(path));

  it('requests nothing at install that gives access to a site', () => {
    // With a required permission of `webRequest` or `declarativeNetRequest`, Chromium routes the requests of all pages
    // through extensions.
    expect(manifest.permissions).toEqual(['storage', 'contextMenus']);
    // Firefox's DevTools can't request a site.
    expect(manifest.optional_permissions).toEqual([
      'scripting',
      'webRequest',
      ...(browser === 'chrome' ? ['declarativeNetRequestWithHostAccess'] : []),
    ]);
    expect(manifest.optional_host_permissions).toEqual(['http://*/*', 'https://*/*']);
    expect(manifest['host_permissions']).toBeUndefined();
    expect(manifest['content_scripts']).toBeUndefined();
    // Browsers store what is entered after the keyword on disk.
    expect(manifest['omnibox']).toBeUndefined();
  });

  it('splits private windows where the browser supports it', () => {
    expect(manifest['incognito']).toBe(browser === 'firefox' ? undefined : 'split');
  });

  it('makes nothing accessible to web pages', () => {
    expect(manifest['web_accessible_resources']).toBeUndefined();
    expect(manifest['externally_connectable']).toBeUndefined();
  });

  it('prevents its pages from connecting anywhere and from running foreign code', () => {
    for (const page of pages) {
      const text = read(page);
      // With `connect-src` alone, Chromium still prefetches: https://w3c.github.io/webappsec-csp/#directive-default-src
      const policy = text.indexOf(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'none';",
      );
      expect(policy, page).toBeGreaterThan(0);
      // A policy doesn't apply to what comes before it.
      expect(text.slice(0, policy), page).not.toMatch(/<(?:script|link|body)/);
    }
    // For the background, the only context without a page.
    expect(manifest.content_security_policy).toEqual({
      extension_pages:
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src https: http://localhost:* http://*.localhost:* http://127.0.0.1:*; base-uri 'none'; form-action 'none'",
    });
  });

  it('requests the files of what is shown first at once, not level by level', () => {
    for (const page of pages.filter((path) => !path.endsWith('devtools.html'))) {
      const listed = [...read(page).matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, path = '']) => path);
      const entry = listed[0] ?? '';
      expect(listed.toSorted(), page).toEqual([...scriptsBehind(entry)].toSorted());
    }
    const popup = pages.find((path) => path.endsWith('popup.html')) ?? '';
    const loaded = [...scriptsBehind(/src="\/([^"]+\.js)"/.exec(read(popup))?.[1] ?? '')]
      .map(read)
      .join('\n');
    for (const name of ['TokenDetail', 'lazy-detail', 'find-tokens', 'PasteMessages']) {
      const file = scripts.find((path) => basename(path).startsWith(`${name}-`)) ?? '';
      for (const each of scriptsBehind(file)) expect(loaded, `${name}: ${each}`).toContain(basename(each));
    }
  });

  it('ships the license and the source URL of every package that the product installs', () => {
    const notices = read('THIRD-PARTY-NOTICES.md');
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      readonly packages: Readonly<Record<string, { readonly version: string; readonly dev?: boolean }>>;
    };
    // Only a part of CodeMirror that isn't used needs these.
    const unused = ['node_modules/@codemirror/streamparser'];
    const installed = Object.entries(packages).filter(
      ([path, { dev }]) => path !== '' && dev !== true && !unused.includes(path),
    );
    expect(installed.length).toBeGreaterThan(20);
    for (const [path, { version }] of installed) {
      const name = path.replace(/^.*node_modules\//, '');
      const file = readdirSync(join(root, path)).find((entry) => /^licen[cs]e/i.test(entry)) ?? '';
      expect(notices, path).toContain(`## ${name} - ${version} (`);
      expect(notices, path).toContain(readFileSync(join(root, path, file), 'utf8').trim());
    }
    const sources = notices.match(/^Source code: https:\/\/\S+\/\S+$/gm) ?? [];
    expect(sources).toHaveLength(installed.length);
    expect(sources).toContain('Source code: https://github.com/mozilla/webextension-polyfill');
  });

  it('has the version of package.json', () => {
    expect(manifest.version).toBe(version);
    expect(readFileSync(join(root, 'CHANGELOG.md'), 'utf8')).toContain(`## ${version}`);
  });

  it('has the background type that its browser supports', () => {
    expect(Object.keys(manifest.background)).toEqual(
      browser === 'firefox' ? ['scripts', 'type'] : ['service_worker', 'type'],
    );
  });

  it('has every page of its manifest, without inline scripts or remote loads', () => {
    expect(pages.map((path) => path.replace(/^.*\//, '')).toSorted()).toEqual([
      'devtools.html',
      'options.html',
      'panel.html',
      'popup.html',
      'viewer.html',
      'welcome.html',
    ]);
    for (const page of pages) {
      expect(read(page), page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
      expect(read(page), page).not.toMatch(/<script(?![^>]*\bsrc=)/);
      expect(closureOf(page).size, `${page} loads something`).toBeGreaterThan(0);
    }
  });

  it('never creates code from text', () => {
    // `inspectedWindow.eval` is the DevTools API for evaluating in the inspected page. It runs nothing in our pages.
    const createsCode = /(?<!\.)\beval\(|new Function\(|import\(["'`]https?:/;
    expect(scripts.filter((path) => createsCode.test(read(path)))).toEqual([]);
  });

  it('connects in the background only', () => {
    const connects =
      /(?<![.\w$`'"-])fetch\(|new (?:XMLHttpRequest|WebSocket|EventSource|WebTransport)\b|\.sendBeacon\(/;
    // Code that the user can copy is text.
    const withoutTexts = (path: string) => read(path).replaceAll(/`(?:[^`\\]|\\.)*`/g, '``');
    const isCodeAsText = (path: string) => read(path).includes('createRemoteJWKSet, jwtVerify');
    const found = scripts.filter(
      (path) =>
        connects.test(isCodeAsText(path) ? withoutTexts(path) : read(path)) && !contentScripts.includes(path),
    );
    const [background = ''] = manifest.background.scripts ?? [manifest.background.service_worker ?? ''];
    expect(found).toHaveLength(1);
    expect([...scriptsBehind(background)]).toContain(found[0]);
  });

  it('has every message of the manifest in its default locale', () => {
    const messages = JSON.parse(read('_locales/en/messages.json')) as Record<string, unknown>;
    for (const match of read('manifest.json').matchAll(/__MSG_(\w+)__/g))
      expect(messages).toHaveProperty(match[1] ?? '');
  });

  it.each(['popup', 'panel'] as const)('keeps the %s within its budget', (name) => {
    const page = pages.find((path) => path.endsWith(`/${name}.html`)) ?? '';
    expect(gzipSize(closureOf(page))).toBeLessThanOrEqual(budgets[name]);
  });

  it('has each content script once, within its budget and without imports', () => {
    expect(contentScripts).toHaveLength(3);
    for (const path of contentScripts) {
      expect(gzipSize([path]), path).toBeLessThanOrEqual(budgets.contentScript);
      expect(read(path), path).not.toMatch(/(?:^|[;\n}])\s*(?:import|export)\b/);
    }
  });

  it.each(Object.entries(loadedOnUse))('loads %s on first use, not with a page', (_name, mark) => {
    expect(scripts.filter((path) => read(path).includes(mark))).not.toEqual([]);
    const early = [...pages.flatMap((page) => [...closureOf(page)]), ...contentScripts];
    expect(early.filter((path) => read(path).includes(mark))).toEqual([]);
  });

  it('decodes and finds tokens without further loads', () => {
    const [background = ''] = manifest.background.scripts ?? [manifest.background.service_worker ?? ''];
    for (const path of [...scriptsBehind(background), ...contentScripts]) {
      expect(read(path), path).not.toMatch(dynamicImport);
    }
    const finding = scripts.filter((path) => /(?:decode|find-tokens)-[\w-]+\.js$/.test(path));
    expect(finding).toHaveLength(2);
    for (const path of finding.flatMap((one) => [...scriptsBehind(one)])) {
      expect(read(path), path).not.toMatch(dynamicImport);
    }
  });

  it('has the workers that try secrets, read files and decrypt, and only the last loads more', () => {
    const found = scripts.flatMap((path) =>
      [...read(path).matchAll(/new Worker\(new URL\([^)]*?\/(assets\/[\w-]+\.js)/g)].map(
        ([, worker]) => worker,
      ),
    );
    // The panel's log and the viewer start the same one.
    const workers = [...new Set(found)];
    expect(workers).toHaveLength(3);
    // Before anything else, they remove what can connect.
    for (const worker of workers)
      expect(read(worker ?? '').slice(0, 30)).toBe('for(let e of[`fetch`,`XMLHttpR');
    for (const worker of workers) expect([...scriptsBehind(worker ?? '')]).toEqual([worker]);
    // The decryption worker loads the cryptography that a token needs.
    const loading = workers.filter((worker) => read(worker ?? '').search(dynamicImport) !== -1);
    expect(loading).toHaveLength(1);
    expect(read(loading[0] ?? '')).toContain('decrypt-with-key');
  });

  it('has no unused script, and nothing from the tests', () => {
    const texts = files
      .filter((path) => /\.(?:js|html|json)$/.test(path))
      .map((path) => [path, read(path)] as const);
    const unnamed = scripts.filter(
      (script) => !texts.some(([path, text]) => path !== script && text.includes(basename(script))),
    );
    expect(unnamed).toEqual([]);
    expect(files.filter((path) => /workbench|fixture|e2e/i.test(path))).toEqual([]);
    expect(
      texts.filter(([, text]) => /No suite is called|rfc7520-cookbook/.test(text)).map(([path]) => path),
    ).toEqual([]);
  });

  it('has pictures of the panel in two themes, each small', () => {
    const pictures = files.filter((path) => path.endsWith('.webp'));
    expect(pictures).toHaveLength(6);
    for (const path of pictures)
      expect(readFileSync(join(dist, path)).length, path).toBeLessThanOrEqual(60_000);
  });

  it('contains no path of the build machine', () => {
    for (const path of [...scripts, ...pages]) expect(read(path).includes(root), path).toBe(false);
  });
});

describe('web-ext lint', () => {
  it('finds no errors in dist/firefox, and only known warnings', { timeout: 120_000 }, async () => {
    const tool = join(root, 'node_modules/.bin/web-ext');
    expect(existsSync(tool)).toBe(true);
    const { stdout } = await promisify(execFile)(
      tool,
      ['lint', '-s', join(root, 'dist/firefox'), '--output', 'json', '--no-config-discovery'],
      { maxBuffer: 64 * 1024 * 1024 },
    );
    const report = JSON.parse(stdout) as {
      summary: { errors: number };
      warnings: { code: string; file?: string }[];
    };
    expect(report.summary.errors).toBe(0);
    // Preact's own `dangerouslySetInnerHTML`, which our code doesn't use.
    expect([...new Set(report.warnings.map(({ code }) => code))]).toEqual(['UNSAFE_VAR_ASSIGNMENT']);
  });
});
