import { describe, expect, it } from 'vitest';
import { findJsonProblems, isError, type EditorPart } from './json-problems';

/** The kinds of the problems, each with the text at its position. */
async function find(part: EditorPart, text: string): Promise<readonly (readonly string[])[]> {
  const problems = await findJsonProblems(part, text);
  return problems.map(({ kind, at }) => [kind, text.slice(at.start, at.end)]);
}

describe('the problems of JSON text', () => {
  it.each([
    ['', 'ended', ''],
    ['{"a": 1', 'ended', '1'],
    ['{"a": "x', 'ended', 'x'],
    ['{"a": 1,}', 'comma_extra', ','],
    ['{"a": [1, 2,\n]}', 'comma_extra', ','],
    ['{"a": 1,, "b": 2}', 'comma_extra', ','],
    ['{"a": 1\n "b": 2}', 'comma_missing', '"'],
    ['{"a": "x" "b": 2}', 'comma_missing', '"'],
    ['{"a": [1 2]}', 'comma_missing', '2'],
    ['{"a"}', 'value_missing', '}'],
    ['{"a": , "b": 1}', 'value_missing', ','],
    ['["a"}', 'unexpected', '}'],
    ["{'a': 1}", 'quotes_single', "'"],
    ['{a: 1}', 'name_unquoted', 'a'],
    ['{"a": 1, b: 2}', 'name_unquoted', 'b'],
    ['{"a": "x\ny"}', 'line_break', '\n'],
    ['{"a": undefined}', 'unexpected', 'u'],
    ['{"a": 1}}', 'unexpected', '}'],
    ['garbage', 'unexpected', 'g'],
    ['{"a": 💥}', 'unexpected', '💥'],
    [`${'['.repeat(65)}${']'.repeat(65)}`, 'too_deep', '['],
    ['["a"]', 'not_object', '["a"]'],
    ['null', 'not_object', 'null'],
  ])('of %s are one: %s', async (text, kind, at) => {
    expect(await find('claims', text)).toEqual([[kind, at]]);
    expect((await findJsonProblems('claims', text)).every(isError)).toBe(true);
  });

  it('are none for claims without "alg", but one for a header', async () => {
    expect(await find('claims', '{"sub":"alice"}')).toEqual([]);
    expect(await find('header', '{"alg":"HS256"}')).toEqual([]);
    expect(await find('header', '{"alg":1}')).toEqual([['alg_missing', '{']]);
  });

  it('include every duplicate, and dates that servers misread, as warnings', async () => {
    const text = '{"exp":"1","iat":1700000000000,"a":{"b":1,"b":2},"exp":1700000000.5}';
    expect(await find('claims', text)).toEqual([
      ['duplicate', '"exp"'],
      ['date_not_number', '"1"'],
      ['date_milliseconds', '1700000000000'],
      ['duplicate', '"b"'],
      ['duplicate', '"b"'],
      ['duplicate', '"exp"'],
    ]);
    expect((await findJsonProblems('claims', text)).some(isError)).toBe(false);
  });

  it('have a limit', async () => {
    expect(await find('claims', `{${'"a":1,'.repeat(5_000)}"a":1}`)).toHaveLength(100);
  });
});
