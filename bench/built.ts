import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

/**
 * A file of src as the product has it: bundled. In the module runner that loads a bench each call from file to file goes
 * through a look-up that no peer and no built page pays. For files that import nothing on use.
 */
export async function importBuilt<T>(entry: string): Promise<T> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    // The module runner takes `import()` for its own, and is closed by then.
    build: { write: false, target: 'es2023', lib: { entry, formats: ['cjs'] } },
  });
  const outputs = Array.isArray(built) ? built.flatMap(({ output }) => output) : [];
  const code = outputs.find((output) => output.type === 'chunk')?.code;
  if (code === undefined) throw new Error(`${entry}: nothing was built`);
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const file = join(folder, 'built.cjs');
    writeFileSync(file, code);
    return createRequire(file)(file) as T;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
