import { fileURLToPath } from 'node:url';
import { preact } from '@preact/preset-vite';
import { createServer } from 'vite';

/** The pages of the preview while they are served. */
export interface Preview {
  readonly panelUrl: string;
  readonly popupUrl: string;
  readonly viewerUrl: string;
  readonly welcomeUrl: string;
  close(): Promise<void>;
}

/**
 * Serves the panel, with a recorded log, the popup, the viewer and the first-run page as ordinary pages that reload
 * when their code changes. `port` is the first port to try; if it's in use, the next free one is used.
 */
export async function servePreview(port = 5173): Promise<Preview> {
  const server = await createServer({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    configFile: false,
    // The pages import the messages from there as a module.
    publicDir: false,
    define: { __BROWSER__: JSON.stringify('chrome'), __VERSION__: JSON.stringify('preview') },
    plugins: [preact({ devToolsEnabled: false, prefreshEnabled: false })],
    server: { host: '127.0.0.1', port },
    // A dependency discovered while serving would reload the page.
    optimizeDeps: { entries: ['e2e/preview/*.html', 'src/token/index.ts'] },
    cacheDir: 'artefacts/preview',
    logLevel: 'warn',
  });
  await server.listen();
  const [address = ''] = server.resolvedUrls?.local ?? [];
  return {
    panelUrl: `${address}e2e/preview/panel.html`,
    popupUrl: `${address}e2e/preview/popup.html`,
    viewerUrl: `${address}e2e/preview/viewer.html`,
    welcomeUrl: `${address}e2e/preview/welcome.html`,
    close: () => server.close(),
  };
}
