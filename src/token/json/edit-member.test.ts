import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listMemberNames, removeMember, setMember, type TextChange } from './edit-member';

function apply(json: string, changes: readonly TextChange[] | undefined): string | undefined {
  return changes?.reduceRight(
    (text, { from, to, insert }) => text.slice(0, from) + insert + text.slice(to),
    json,
  );
}
const set = (json: string, name: string, value: string) => apply(json, setMember(json, name, value));
const remove = (json: string, name: string) => apply(json, removeMember(json, name));

describe('a change of a member', () => {
  it('is impossible for text that is not a JSON object', () => {
    for (const json of ['', '[]', '"exp"', '{"exp":1', '{"exp":1}}', '{exp:1}']) {
      expect([setMember(json, 'exp', '2'), removeMember(json, 'exp'), listMemberNames(json)]).toEqual([
        undefined,
        undefined,
        [],
      ]);
    }
    expect(removeMember('{"a":1}', 'exp')).toBeUndefined();
  });

  it('replaces only the value', () => {
    expect(set('{ "n":1.50,\n"exp" :1e400 , "z":[1, 2]}', 'exp', '7')).toBe(
      '{ "n":1.50,\n"exp" :7 , "z":[1, 2]}',
    );
    expect(setMember('{"exp":{"a":"}"}}', 'exp', '7')).toEqual([{ from: 7, to: 16, insert: '7' }]);
    expect(set(String.raw`{"\u0065xp":1}`, 'exp', '7')).toBe(String.raw`{"\u0065xp":7}`);
  });

  it('replaces the duplicate that parsers use', () => {
    expect(set('{"exp":1,"exp":2}', 'exp', '7')).toBe('{"exp":1,"exp":7}');
  });

  it('adds a member that is written like the last one', () => {
    expect(set('{"a":1,"b":2}', 'exp', '7')).toBe('{"a":1,"b":2,"exp":7}');
    expect(set('{\n  "a": 1\n}', 'exp', '7')).toBe('{\n  "a": 1,\n  "exp": 7\n}');
    expect(set('{ "a": 1, "b" : [2] }', 'exp', '7')).toBe('{ "a": 1, "b" : [2], "exp" : 7 }');
    expect(set(' { } ', 'exp', '7')).toBe(' {\n  "exp": 7\n} ');
    expect(set('{"a":1}', 'a"b', '7')).toBe(String.raw`{"a":1,"a\"b":7}`);
  });
});

describe('the removal of a member', () => {
  it('keeps the others as they are written', () => {
    expect(remove('{"a":1,"exp":2,"b":3}', 'exp')).toBe('{"a":1,"b":3}');
    expect(remove('{\n  "exp": 2,\n  "a": 1.0\n}', 'exp')).toBe('{\n  "a": 1.0\n}');
    expect(remove('{\n  "a": 1.0,\n  "exp": 2\n}', 'exp')).toBe('{\n  "a": 1.0\n}');
    expect(remove('{ "exp": 2 }', 'exp')).toBe('{}');
  });

  it('includes all duplicates: the others would count otherwise', () => {
    expect(remove('{"exp":1,"exp":2,"a":3,"exp":4,"exp":5}', 'exp')).toBe('{"a":3}');
    expect(remove('{"exp":1,"exp":2}', 'exp')).toBe('{}');
  });
});

describe('any JSON object', () => {
  const objects = fc.dictionary(fc.string(), fc.jsonValue());
  const indents = fc.constantFrom(undefined, 2, '\t');

  it('has the value after the change, and no such member after the removal', () => {
    fc.assert(
      fc.property(objects, fc.string(), fc.jsonValue(), indents, (object, name, value, indent) => {
        const json = JSON.stringify(object, undefined, indent);
        const changed = JSON.parse(set(json, name, JSON.stringify(value)) ?? '') as Record<string, unknown>;
        const { [name]: found, ...others } = changed;
        const expected = JSON.parse(json) as Record<string, unknown>;
        const existed = Object.hasOwn(expected, name);
        delete expected[name];
        expect([found, others]).toEqual([JSON.parse(JSON.stringify(value)), expected]);
        expect(JSON.parse(remove(json, name) ?? '0')).toEqual(existed ? expected : 0);
      }),
    );
  });
});
