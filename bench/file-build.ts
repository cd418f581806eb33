import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

/**
 * Imports a file of src as the product ships it: bundled. The module runner that loads a bench adds a lookup to each
 * call between files, which neither peers nor built pages have. Only for files without lazy imports.
 */
export async function importBuilt<T>(entry: string): Promise<T> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    // The module runner would replace `import()` with its own, and it's closed by then.
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
