import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../shared/vectors/', import.meta.url));

/** Third-party cases that are stored beside the project and never copied into it. */
export const hasVectors = existsSync(folder);

/** The input of a suite by path: a JSON file parsed; each file of a folder in base64, because some aren't text. */
export function readVectors(paths: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    paths.flatMap((path) =>
      path.endsWith('/')
        ? readdirSync(join(folder, path)).map((name) => [
            `${path}${name}`,
            readFileSync(join(folder, path, name), 'base64'),
          ])
        : [[path, JSON.parse(readFileSync(join(folder, path), 'utf8')) as unknown]],
    ),
  );
}

/** The text of one file. */
export function readVectorText(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}
