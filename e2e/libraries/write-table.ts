import { writeFileSync } from 'node:fs';
import { describeLibraries } from './describe-table';
import { pages, scenarios } from './table';

/** Writes docs/libraries.md. */
export async function writeLibraries(file: string): Promise<void> {
  writeFileSync(file, await describeLibraries(pages, scenarios));
}
