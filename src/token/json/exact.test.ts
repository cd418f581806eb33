import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxJsonDepth } from '../limits';
import type { ExactJson, ExactValue } from './exact';
import { compactText, exactText } from './exact-text';
import { parseExactJson } from './parse-exact';
import { readExactJson } from './read-exact-json';

function exact(json: string | Uint8Array): ExactJson {
  const read = parseExactJson(json);
  if ('problem' in read) throw new Error(`${read.problem} at ${read.offset}`);
  return read;
}

/** The value as `JSON.parse` returns it. */
function plain(value: ExactValue): unknown {
  switch (value.kind) {
    case 'object':
      return Object.fromEntries(value.members.map((member) => [member.name.value, plain(member.value)]));
    case 'array':
      return value.items.map(plain);
    default:
      return value.value;
  }
}

function visit(value: ExactValue, onValue: (value: ExactValue) => void): void {
  onValue(value);
  if (value.kind === 'array') for (const item of value.items) visit(item, onValue);
  if (value.kind === 'object') {
    for (const member of value.members) {
      onValue(member.name);
      visit(member.value, onValue);
    }
  }
}

describe('JSON that can’t be read', () => {
  it.each([
    ['truncated', '{"a":', { problem: 'not_json', offset: 5 }],
    ['with a comment', '{"a":1} // b', { problem: 'not_json', offset: 8 }],
    ['with a trailing comma', '[1,]', { problem: 'not_json', offset: 3 }],
    ['empty', '', { problem: 'not_json', offset: 0 }],
    ['not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), { problem: 'not_utf8', offset: 1 }],
    [
      'invalid after a character of two bytes',
      new TextEncoder().encode('"é"x'),
      { problem: 'not_json', offset: 4 },
    ],
  ])('because it is %s returns the error', async (_, json, error) => {
    expect(await readExactJson(json)).toEqual(error);
  });

  it('because it nests too deep returns the position, however deep it is', () => {
    const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
    expect(parseExactJson(deep(maxJsonDepth + 1))).toEqual({ problem: 'too_deep', offset: maxJsonDepth });
    expect(parseExactJson(deep(500_000))).toEqual({ problem: 'too_deep', offset: maxJsonDepth });
    expect(plain(exact(deep(maxJsonDepth)).value)).toEqual(JSON.parse(deep(maxJsonDepth)));
  });
});

describe('exact JSON', () => {
  it('keeps the order of members, including integers as names', () => {
    const { value } = exact('{"b":1,"2":2,"a":3,"1":4}');
    expect(value.kind === 'object' && value.members.map(({ name }) => name.value)).toEqual([
      'b',
      '2',
      'a',
      '1',
    ]);
  });

  it('lists the duplicates of an object before those inside it, however many there are', () => {
    const inner = '{"x":1,"x":2}';
    const pointers = exact(`{"a":${inner},"b":[${inner}],"a":0}`).duplicates.map(
      ({ pointer, name }) => `${pointer} ${name}`,
    );
    expect(pointers).toEqual([' a', '/a x', '/b/0 x']);
    const names = Array.from({ length: 10_000 }, (_, index) => `"${index}":0,"${index}":[ ]`);
    expect(exact(`[{${names.join(' ,\n')}}]`).duplicates).toHaveLength(10_000);
  });

  it('lists duplicate members with their positions, including escaped ones', () => {
    const json = '{"a":1,"b/c":[{"x":1,"\\u0078":2,"x":3}],"\\u0061":2}';
    const { duplicates, value } = exact(json);
    expect(
      duplicates.map(({ name, pointer, at }) => [
        name,
        pointer,
        at.map(({ start, end }) => json.slice(start, end)),
      ]),
    ).toEqual([
      ['a', '', ['"a"', '"\\u0061"']],
      ['x', '/b~1c/0', ['"x"', '"\\u0078"', '"x"']],
    ]);
    expect(value.kind === 'object' && value.members.map(({ isDuplicate }) => isDuplicate)).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('treats __proto__ and constructor like other names', () => {
    expect(exact('{"__proto__":1,"constructor":2,"toString":3}').duplicates).toEqual([]);
    expect(exact('{"__proto__":1,"__proto__":2}').duplicates).toHaveLength(1);
  });

  it('keeps numbers as they are written', () => {
    const { value } = exact('[3.0,1e400,-0,12345678901234567890123]');
    expect(
      value.kind === 'array' &&
        value.items.map((item) => item.kind === 'number' && [item.text, item.isExact]),
    ).toEqual([
      ['3.0', true],
      ['1e400', false],
      ['-0', true],
      ['12345678901234567890123', false],
    ]);
  });

  it('keeps strings as they are written, and lists what a reader can’t see in them', () => {
    const { value } = exact('{"\\u0073ub":"\\u202ebob\\ud800\\n"}');
    const member = value.kind === 'object' ? value.members[0] : undefined;
    expect(member?.name).toMatchObject({ text: '"\\u0073ub"', value: 'sub', marks: [] });
    expect(member?.value).toMatchObject({
      value: '\u202Ebob\uD800\n',
      marks: ['lone_surrogate', 'control', 'bidi'],
    });
  });

  it('has the position of everything in characters and in bytes', () => {
    const json = ' {"é":["\u{1F600}", null ], "\\"":true} ';
    const bytes = new TextEncoder().encode(json);
    let count = 0;
    visit(exact(bytes).value, ({ at, bytes: { start, end } }) => {
      count += 1;
      expect(new TextDecoder().decode(bytes.subarray(start, end))).toBe(json.slice(at.start, at.end));
    });
    expect(count).toBe(7);
  });

  it('equals the result of JSON.parse, with correct positions, for any JSON', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (json) => {
        const { value, text } = exact(json);
        expect(plain(value)).toEqual(JSON.parse(json));
        visit(value, (node) => {
          const written = text.slice(node.at.start, node.at.end);
          expect(plain(node)).toEqual(JSON.parse(written));
          if (node.kind === 'string' || node.kind === 'number') expect(node.text).toBe(written);
        });
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});

describe('indented JSON', () => {
  it('keeps what was signed', () => {
    expect(exactText('{"b":3.0 ,"a" : [1e400,{ },[]],"b":"\\u0061, {"}')).toBe(
      '{\n  "b": 3.0,\n  "a": [\n    1e400,\n    {},\n    []\n  ],\n  "b": "\\u0061, {"\n}',
    );
  });

  it('equals the result of JSON.stringify, for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(exactText(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });

  it('differs only in white space, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:\\a1 \n') }), (text) => {
        const letters = (of: string) => of.replace(/[ \n]/g, '');
        expect(letters(exactText(text))).toBe(letters(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('has a size proportional to the JSON', () => {
    const json = `${'['.repeat(100_000)}1${']'.repeat(100_000)}`;
    expect(exactText(json).length).toBeLessThan(json.length * (2 * maxJsonDepth + 2));
  });
});

describe('compact JSON', () => {
  it('keeps what was signed, and no white space', () => {
    expect(compactText(' {"b":3.0 ,"a" : [1e400,{ },[]],\r\n"b": "\\u0061, { "}\n')).toBe(
      '{"b":3.0,"a":[1e400,{},[]],"b":"\\u0061, { "}',
    );
  });

  it('equals the result of JSON.stringify, for any indented JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(compactText(JSON.stringify(value, undefined, 2))).toBe(JSON.stringify(value));
      }),
    );
  });
});
