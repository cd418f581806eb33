import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import type { decode, verify } from '../src/token';

/** The measured functions of the module. */
interface TokenModule {
  readonly decode: typeof decode;
  readonly verify: typeof verify;
}

/**
 * Imports the token module as the product ships it: bundled, with its lazy imports. The module runner that loads a
 * bench adds a lookup to each call between files. `end` deletes the files.
 */
export async function importBuiltTokenModule(): Promise<{
  readonly tokenModule: TokenModule;
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
      // The module runner would replace `import()` with its own, and it's closed by then.
      lib: { entry: 'src/token/index.ts', formats: ['cjs'], fileName: 'token' },
      rollupOptions: { output: { entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' } },
    },
  });
  const require = createRequire(join(folder, 'any.cjs'));
  return {
    tokenModule: require('./index.cjs') as TokenModule,
    end: () => rmSync(folder, { recursive: true }),
  };
}
