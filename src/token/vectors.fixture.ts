import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(process.cwd(), '../shared/vectors');

/** Said by every conformance test that has nothing to read. */
export const hasVectors = existsSync(folder);
export const vectorsMissing = 'skipped: ../shared/vectors is not there';

export function readVectors<T>(path: string): T {
  return JSON.parse(readFileSync(join(folder, path), 'utf8')) as T;
}

export function vectorPath(path: string): string {
  return join(folder, path);
}
