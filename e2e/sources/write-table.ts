import { readFileSync, writeFileSync } from 'node:fs';
import { describeChannels, replaceChannels } from './describe-table';
import { channels } from './table';

/** Writes the table between the marks of the file. */
export async function writeTable(file: string): Promise<void> {
  writeFileSync(file, await replaceChannels(readFileSync(file, 'utf8'), describeChannels(channels)));
}
