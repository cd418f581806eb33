import { readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const pages = fileURLToPath(new URL('./pages/', import.meta.url));

/** Bundles the script of each page into this folder, as `NAME.js` and shared chunks. */
export async function bundlePages(outDir: string): Promise<void> {
  rmSync(outDir, { recursive: true, force: true });
  const names = readdirSync(pages).filter((name) => name.endsWith('.page.js'));
  await build({
    configFile: false,
    root: pages,
    logLevel: 'error',
    publicDir: false,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      target: 'es2023',
      modulePreload: false,
      chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
      rollupOptions: {
        input: Object.fromEntries(names.map((name) => [name.replace('.page.js', ''), `${pages}${name}`])),
        output: { entryFileNames: '[name].js', chunkFileNames: 'shared/[name].js' },
      },
    },
  });
}
