import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonError } from './json-scanner';
import { decodeUtf8 } from '../decode/utf8';
import { hasVectors, vectorPath, whySkipped } from '../vectors.fixture';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Valid JSON has no error, and the text before an error has none except that it ends too early. */
function expectError(text: string): void {
  const at = findJsonError(text, Infinity);
  if (isJson(text)) expect([text, at]).toEqual([text, text.length]);
  else expect([text, findJsonError(text.slice(0, at), Infinity)]).toEqual([text, at]);
}

describe('the position of an error in JSON', () => {
  it.each([
    ['', 0],
    ['nul', 0],
    ['{"a":1,}', 7],
    ['{"a" 1}', 5],
    ['{a:1}', 1],
    ['[1 2]', 3],
    ['[1,]', 3],
    ['[}', 1],
    ['{]', 1],
    ['01', 1],
    ['1.', 1],
    ['-', 0],
    ['"a\nb"', 2],
    ['"\\x"', 1],
    ['"\\u12G4"', 1],
    ['"open', 5],
    ['{} x', 3],
    [',', 0],
    ['{"a":1}}', 7],
  ])('of %j is %i', (text, position) => {
    expect(findJsonError(text, Infinity)).toBe(position);
  });

  it('is where it nests too deep', () => {
    expect(findJsonError('[[["["]]]', 2)).toBe(2);
    expect(findJsonError('[[1],[2],{"a":3}]', 2)).toBe(17);
  });

  it('agrees with JSON.parse on any JSON with one character changed', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', '"', '\\', '{', ']', ',', '0', '\u0001', 'é'),
        (text, at, other) => {
          const index = at % (text.length + 1);
          expectError(text.slice(0, index) + other + text.slice(index + 1));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.skipIf(!hasVectors)(`agrees with JSONTestSuite${whySkipped}`, () => {
    const folder = vectorPath('jsontestsuite/test_parsing');
    const names = readdirSync(folder);
    expect(names.length).toBe(318);
    for (const name of names) {
      const text = decodeUtf8(readFileSync(`${folder}/${name}`));
      if (text === undefined) continue;
      if (name.startsWith('y_')) expect([name, findJsonError(text, Infinity)]).toEqual([name, text.length]);
      if (name.startsWith('n_')) expect([name, isJson(text)]).toEqual([name, false]);
      expectError(text);
    }
  });
});
