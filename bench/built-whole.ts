import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import type { decode, verify } from '../src/token';

/** What is measured of it. */
interface Door {
  readonly decode: typeof decode;
  readonly verify: typeof verify;
}

/**
 * The token module as the product has it, bundled, with what it loads on use. In the module runner that loads a bench a
 * look-up stands before each call from file to file. `end` takes the files away.
 */
export async function importWholeTokenModule(): Promise<{
  readonly door: Door;
  readonly end: () => void;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir: folder,
      target: 'es2023',
      // The module runner takes `import()` for its own, and is closed by then.
      lib: { entry: 'src/token/index.ts', formats: ['cjs'], fileName: 'token' },
      rollupOptions: { output: { entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' } },
    },
  });
  const require = createRequire(join(folder, 'any.cjs'));
  return {
    door: require('./index.cjs') as Door,
    end: () => rmSync(folder, { recursive: true }),
  };
}
