import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { artefacts } from '../story';
import type { BrowserName } from './scenario';
import type { VisitResult } from './visit';

/** Writes what a browser showed for a page: the exact locations of each token. */
export function writeResults(browser: BrowserName, page: string, result: VisitResult): void {
  const folder = join(artefacts, 'libraries', 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${page}.${browser}.json`), `${JSON.stringify(result, null, 2)}\n`);
}
