import { readFileSync, writeFileSync } from 'node:fs';
import { describeChannels, replaceChannels } from './describe-table';
import { channels } from './table';

/** Writes the table into the file, between its marks. */
export async function writeTable(file: string): Promise<void> {
  writeFileSync(file, await replaceChannels(readFileSync(file, 'utf8'), describeChannels(channels)));
}
