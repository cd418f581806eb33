import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(process.cwd(), '../shared/vectors');

export const hasVectors = existsSync(folder);
/** Appended to the title of each conformance test: why it's skipped, if its files are missing. */
export const whySkipped = hasVectors ? '' : ' (skipped: ../shared/vectors is not there)';

export function readVectors<T>(path: string): T {
  return JSON.parse(readFileSync(join(folder, path), 'utf8')) as T;
}

export function vectorPath(path: string): string {
  return join(folder, path);
}
