import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { hasVectors, vectorPath, whySkipped } from '../vectors.fixture';
import { conformanceFiles, runJsonConformance, type ConformanceRow } from './conformance.fixture';
import { parseExactJson } from './parse-exact';
import { readExactJson } from './read-exact-json';

function readFolder(folder: string): readonly (readonly [path: string, bytes: Buffer])[] {
  return readdirSync(vectorPath(folder)).map((name) => [
    `${folder}${name}`,
    readFileSync(vectorPath(`${folder}${name}`)),
  ]);
}

describe.skipIf(!hasVectors)(`JSONTestSuite as payloads${whySkipped}`, () => {
  let files: readonly (readonly [path: string, bytes: Buffer])[] = [];
  let rows: readonly ConformanceRow[] = [];

  beforeAll(async () => {
    files = conformanceFiles.flatMap(readFolder);
    const vectors = Object.fromEntries(files.map(([path, bytes]) => [path, bytes.toString('base64')]));
    rows = await runJsonConformance(vectors, { decode, readExactJson });
  });

  it('has all files', () => {
    const count = (prefix: string) => rows.filter(({ id }) => id.startsWith(prefix)).length;
    expect([count('y_'), count('n_'), count('i_'), rows.length]).toEqual([95, 188, 35, 340]);
  });

  it('is accepted or rejected as the file name says, with positions, numbers and strings as written', () => {
    expect(rows.filter(({ ok }) => !ok)).toEqual([]);
  });

  it('has its duplicate members listed', () => {
    const withDuplicates = files.filter(([, bytes]) => {
      const exact = parseExactJson(bytes);
      return 'duplicates' in exact && exact.duplicates.length > 0;
    });
    expect(withDuplicates.map(([path]) => path.slice(path.lastIndexOf('/') + 1)).sort()).toEqual([
      'object_same_key_different_values.json',
      'object_same_key_same_value.json',
      'object_same_key_unclear_values.json',
      'y_object_duplicated_key.json',
      'y_object_duplicated_key_and_value.json',
    ]);
  });
});
