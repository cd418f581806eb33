import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { crx, type ManifestV3Export } from '@crxjs/vite-plugin';
import { preact } from '@preact/preset-vite';
import { defineConfig, type Plugin, type Rolldown } from 'vite';
import manifest from './manifest.json' with { type: 'json' };

type Browser = 'chrome' | 'firefox';

/** Tests that replace modules or globals, so that each file needs its own. */
const isolated = ['src/{capture,entry}/**/*.test.ts', 'src/traffic/search/cost.test.ts'];

/** Tests that take several seconds, since they try very many inputs. */
const exhaustive = 'src/**/*.exhaustive.test.ts';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** The manifest for one browser, from the shared manifest: each browser gets only the keys it supports. */
function manifestFor(browser: Browser): ManifestV3Export {
  const { background, browser_specific_settings, incognito, minimum_chrome_version, ...common } = manifest;
  return (
    browser === 'firefox'
      ? // Firefox has no extension service workers, so the same file runs as an event page. It doesn't support split
        // incognito mode either, so the background ignores private windows there.
        {
          ...common,
          version,
          browser_specific_settings,
          // Firefox's DevTools can't request permissions, so credentials of calls can't be replaced there.
          optional_permissions: common.optional_permissions.filter(
            (name) => name !== 'declarativeNetRequestWithHostAccess',
          ),
          background: { scripts: [background.service_worker], type: 'module' },
        }
      : { ...common, version, incognito, minimum_chrome_version, background }
  ) as ManifestV3Export;
}

/**
 * Removes what crxjs adds for content scripts that are registered at run time: web_accessible_resources, with which any
 * page could detect the extension, and a second copy of each script among the assets.
 */
function removeUnused(): Plugin {
  return {
    name: 'remove-unused',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const emitted = bundle['manifest.json'];
        if (emitted?.type !== 'asset') throw new Error('crxjs emitted no manifest.json');
        const { web_accessible_resources: _dropped, ...kept } = JSON.parse(String(emitted.source)) as Record<
          string,
          unknown
        >;
        emitted.source = JSON.stringify(kept, null, 2);

        const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
        const used = new Set<string>();
        const use = (name: string) => {
          const chunk = bundle[name];
          if (used.has(name) || chunk?.type !== 'chunk') return;
          used.add(name);
          for (const imported of [...chunk.imports, ...chunk.dynamicImports]) use(imported);
        };
        for (const chunk of chunks) {
          if (chunk.isEntry && !chunk.facadeModuleId?.endsWith('.iife.ts')) use(chunk.fileName);
        }
        for (const { fileName } of chunks) if (!used.has(fileName)) delete bundle[fileName];
        removeUnreferenced(bundle);
      },
    },
  };
}

/** Removes what translators need and browsers don't read, which is more than half of each locale file. */
function removeDescriptions(): Plugin {
  let locales = '';
  return {
    name: 'remove-descriptions',
    enforce: 'post',
    apply: 'build',
    configResolved({ root, build }) {
      locales = join(root, build.outDir, '_locales');
    },
    closeBundle() {
      for (const locale of readdirSync(locales)) {
        const file = join(locales, locale, 'messages.json');
        const shipped: unknown = JSON.parse(readFileSync(file, 'utf8'), (key, value: unknown) =>
          // A message itself may have this key, but isn't a string.
          (key === 'description' || key === 'example') && typeof value === 'string' ? undefined : value,
        );
        writeFileSync(file, JSON.stringify(shipped));
      }
    },
  };
}

/**
 * Removes unreferenced files. Workers are built separately, with a file for each dynamic import, including those that
 * tree shaking removed.
 */
function removeUnreferenced(bundle: Rolldown.OutputBundle): void {
  const texts = new Map(
    Object.values(bundle).map((output) => [
      output.fileName,
      output.type === 'chunk' ? output.code : output.source.toString(),
    ]),
  );
  const isReferenced = (path: string) =>
    [...texts].some(([other, text]) => other !== path && text.includes(basename(path)));
  const unreferenced = [...texts.keys()].filter(
    (path) => /^assets\/.*\.js$/.test(path) && !isReferenced(path),
  );
  for (const path of unreferenced) delete bundle[path];
  if (unreferenced.length > 0) removeUnreferenced(bundle);
}

const noticesFile = 'THIRD-PARTY-NOTICES.md';

/** Adds the source code URL of each bundled package to its license, as MPL-2.0 §3.2 requires. */
function addSourceUrls(): Plugin {
  return {
    name: 'add-source-urls',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const notices = bundle[noticesFile];
        if (notices?.type !== 'asset') throw new Error(`Vite emitted no ${noticesFile}`);
        notices.source = String(notices.source).replaceAll(
          /^## (\S+) - (\S+) \(.*\)$/gm,
          (heading, name: string) => `${heading}\n\nSource code: ${findRepository(name)}`,
        );
      },
    },
  };
}

function findRepository(name: string): string {
  const file = new URL(`node_modules/${name}/package.json`, import.meta.url);
  const { repository } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly repository?: string | { readonly url: string };
  };
  const url = typeof repository === 'string' ? repository : repository?.url;
  if (url === undefined) throw new Error(`${name} has no repository`);
  const address = url.replace(/^git\+/, '').replace(/\.git$/, '');
  return /^[\w-]+\/[\w.-]+$/.test(address) ? `https://github.com/${address}` : address;
}

/**
 * Modules that are loaded together, because each file takes some milliseconds to load from an extension: what every page
 * needs at the start, and what the details of a token need. Otherwise, each dynamic import that shares some of them would
 * split them into more files, which are also larger in total when compressed.
 */
const chunkGroups = [
  {
    name: 'core',
    test: /\/src\/(?:token\/(?:decode\/base64url|find\/signature-length|hosts\/host-name|lifetime\/(?:duration|lifetime)|wording)|traffic\/(?:log\/(?:issuer|key-sets|limits|log-summary)|exchange\/(?:limits|sent|url-parts)|session\/(?:limits|protocol)))\.ts$/,
  },
  {
    name: 'header',
    test: /\/src\/token\/(?:segment-name|decode\/(?:has-members|header|malformed|segment|text-encoding|utf8)|json\/(?:json-scanner|read-json)|type\/[a-z-]+)\.ts$/,
  },
  { name: 'preact', test: /\/node_modules\/(?:preact|@preact)\// },
  {
    name: 'page',
    test: /\/src\/(?:capture\/extension\/(?:clipboard|documents)|entry\/commands\/(?:decryption|documents|format-units|kept-keys|preferences|result|secrets)|ui\/(?:components\/ErrorBoundary|detail\/LazyComponent|format\/(?:preferences|translate)|model\/(?:clock|report-bug)))\.tsx?$/,
  },
  {
    name: 'popup',
    test: /\/src\/ui\/(?:components\/useKeptFocus|format\/token-parts|model\/(?:bugs|draft|popup)|popup\/(?:PasteBox|TokenHighlight|take-files))\.tsx?$/,
  },
  {
    name: 'screen',
    test: /\/src\/(?:token\/(?:hosts\/load-lookalike|verify\/(?:load-verify-with-key-sets|verify))|traffic\/(?:answers\/causes\/clock|session\/keyring)|ui\/(?:format\/(?:lookalike-hosts|malformed|params|shortcut|time|token-type|visible-text)|components\/(?:CopyStatus|Icon|is-right-to-left|useArrowFocus)|model\/(?:detail\/(?:entry|keyring)|screen-layout)))\.tsx?$/,
  },
  {
    name: 'detail',
    test: /\/src\/(?:token\/(?:decrypt\/plaintext|json\/locate|keys\/(?:describe-key-text|words|formats\/(?:encode|modulus))|rules\/load-check|verify\/key-cache)|traffic\/session\/(?:filter-keys|write-filter)|ui\/(?:components\/(?:CopyButton|HostileText|LongText|RichMessage|SubjectText|scroll-in-pane|useCut)|detail\/(?:Breadcrumbs|Section)|format\/(?:json|lifetime|sent|verdict)|model\/(?:detail\/(?:copying|folds|key-box|key-file|key-input|nested-tokens)|json\/(?:find-in-json|json-rows))))\.tsx?$/,
  },
  { name: 'find-tokens', test: /\/src\/(?:token\/(?:steps|find\/[a-z0-9-]+)|ui\/model\/search-tokens)\.ts$/ },
  {
    // The background has no document, so it can't load modules of the pages.
    name: 'protocol',
    test: /\/src\/(?:capture\/protocol\/(?:document-messages|extension-page|guard|match-pattern|permissions|watch-messages)|entry\/report-bugs)\.ts$/,
  },
];

/** The popup's own code, and what it needs as soon as it's opened, but loads after its first paint. */
const popupStart = /popup|take-files/;
const shownFirst = /^assets\/(?:TokenDetail|lazy-detail|find-tokens|PasteMessages)-/;

export default defineConfig(({ mode }) => {
  const [, name, isWorkbench] = /^(chrome|firefox|test)(-workbench)?$/.exec(mode) ?? [];
  if (name === undefined) {
    throw new Error(`Unknown mode "${mode}": build with --mode chrome or --mode firefox.`);
  }
  const browser: Browser = name === 'firefox' ? 'firefox' : 'chrome';
  return {
    define: { __BROWSER__: JSON.stringify(browser), __VERSION__: JSON.stringify(version) },
    plugins: [
      preact({ devToolsEnabled: false, prefreshEnabled: false }),
      ...(mode === 'test'
        ? []
        : [
            crx({ manifest: manifestFor(browser), browser }),
            removeUnused(),
            addSourceUrls(),
            removeDescriptions(),
          ]),
    ],
    worker: {
      format: 'es',
      rollupOptions: { checks: { ineffectiveDynamicImport: false, pluginTimings: false } },
    },
    build: {
      outDir: isWorkbench === undefined ? `dist/${browser}` : `artefacts/workbench/${browser}`,
      emptyOutDir: true,
      target: 'es2023',
      // If light-dark() were lowered for older browsers, it would follow the system's theme instead of DevTools'.
      cssTarget: ['chrome130', 'firefox142'],
      modulePreload: {
        // It uses fetch, which the pages' content security policy blocks.
        polyfill: false,
        // Without this list, a page would request files only after the ones that import them, level by level. It's as
        // long as the names of its files, so only the popup, which is opened for a moment, has one for later files.
        resolveDependencies: (file, dependencies, { hostId, hostType }) =>
          hostType === 'html' || (popupStart.test(hostId) && shownFirst.test(file))
            ? dependencies
            : dependencies.filter((each) => !each.endsWith('.js')),
      },
      // Licenses such as MIT, BSD-3-Clause and MPL-2.0 require that their text ships with the code.
      license: { fileName: noticesFile },
      rollupOptions: {
        // A heavy library that several lazy modules use is loaded with the first of them. That's intended.
        checks: { ineffectiveDynamicImport: false, pluginTimings: false },
        preserveEntrySignatures: 'allow-extension',
        output: { codeSplitting: { groups: chunkGroups, includeDependenciesRecursively: false } },
        input: {
          // The devtools page opens the panel by a string, so no manifest key makes the build find it.
          panel: 'src/entry/panel.html',
          // Opened by a string too.
          viewer: 'src/entry/viewer.html',
          welcome: 'src/entry/welcome.html',
          // One more page, never shipped: the tests and benchmarks run the token room in it, in each browser.
          ...(isWorkbench !== undefined && { workbench: 'e2e/workbench/page.html' }),
        },
      },
    },
    test: {
      projects: [
        // These share their modules, which takes half the time.
        {
          extends: true,
          test: {
            name: 'unit',
            isolate: false,
            include: ['src/**/*.test.{ts,tsx}'],
            exclude: [...isolated, exhaustive],
          },
        },
        { extends: true, test: { name: 'unit, isolated', include: isolated } },
        { extends: true, test: { name: 'unit, exhaustive', isolate: false, include: [exhaustive] } },
        { extends: true, test: { name: 'built output', include: ['e2e/**/*.test.ts'] } },
      ],
    },
  };
});
