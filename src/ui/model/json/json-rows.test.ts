import { describe, expect, it } from 'vitest';
import { parseExactJson } from '../../../token/json/parse-exact';
import { findInJson } from './find-in-json';
import { findRowAt, isExpandedAtFirst, listRows, stepsTo, writeJsonPath } from './json-rows';
import { createJsonTree } from './json-tree';
import { findNodeAt } from './node-at';

function parse(json: string) {
  const exact = parseExactJson(json);
  if ('problem' in exact || exact.value.kind !== 'object') throw new Error('not an object');
  return exact.value;
}

const json = '{"a":[1,{"b":"two"}],"a":null,"c-d":"Two"}';

describe('the rows of JSON', () => {
  it('are its values and closing brackets, with positions among their siblings', () => {
    const rows = listRows(parse(json), () => true);
    expect(
      rows.map(({ kind, depth, position, siblings }) => `${kind} ${depth} ${position}/${siblings}`),
    ).toEqual([
      'value 0 1/1',
      'value 1 1/3',
      'value 2 1/2',
      'value 2 2/2',
      'value 3 1/1',
      'end 2 2/2',
      'end 1 1/3',
      'value 1 2/3',
      'value 1 3/3',
      'end 0 1/1',
    ]);
    expect(rows.map(({ isDuplicate }) => isDuplicate)).toContain(true);
  });

  it('are collapsed at first if there are many, or if they are deep or long', () => {
    const many = parse(
      `{"a":[${'1,'.repeat(20)}1],"b":"${'x'.repeat(400)}","c":{"d":{"e":{"f":{}, "g":{"h":1}}}}}`,
    );
    const collapsed = listRows(many, isExpandedAtFirst).filter(({ isExpanded }) => isExpanded === false);
    expect(collapsed.map((row) => stepsTo(row).join('.'))).toEqual(['a', 'b', 'c.d.e.g']);
  });

  it('have paths that JSONPath reads', () => {
    const path = (...steps: readonly (string | number)[]) => writeJsonPath(steps);
    expect(path()).toBe('$');
    expect(path('realm_access', 'roles', 2)).toBe('$.realm_access.roles[2]');
    expect(path('c-d', '0', 'ключ')).toBe("$['c-d']['0'].ключ");
    expect(path(`it's "\\`, '\n')).toBe(String.raw`$['it\'s "\\']['\n']`);
  });

  it('are found by a position in the text', () => {
    const rows = listRows(parse(json), () => true);
    const at = (text: string) => {
      const row = findRowAt(rows, json.indexOf(text));
      return row && writeJsonPath(stepsTo(row));
    };
    expect([at('"two"'), at('null'), at('"c-d"'), at('{"a"')]).toEqual(['$.a[1].b', '$.a', "$['c-d']", '$']);
  });
});

describe('findNodeAt', () => {
  it('finds the innermost member, also one of duplicates', () => {
    const find = (text: string) => {
      const offset = json.indexOf(text);
      return findNodeAt(parse(json), ({ at }) => at.start <= offset && offset < at.end);
    };
    expect(find('two')).toMatchObject({ member: 'a', steps: ['a', 1, 'b'] });
    expect(find('null')?.value).toMatchObject({ kind: 'word' });
    expect(find('{"a"')).toBeUndefined();
  });
});

describe('findInJson', () => {
  it('finds names and values in their order, in any case', () => {
    const found = findInJson(parse(json), 'TWO');
    expect(found.map(({ value }) => json.slice(value.at.start, value.at.end))).toEqual(['"two"', '"Two"']);
    expect(found[0]?.enclosing).toHaveLength(3);
    expect(findInJson(parse(json), 'c-')).toHaveLength(1);
    expect(findInJson(parse(json), 'null')).toHaveLength(1);
    expect(findInJson(parse(json), '')).toEqual([]);
  });

  it('counts a limited number of matches', () => {
    expect(findInJson(parse(`{"a":[${'1,'.repeat(20_000)}1]}`), '1')).toHaveLength(10_000);
  });
});

describe('createJsonTree', () => {
  const open = (text: string) => {
    const tree = createJsonTree(parse(text));
    const active = () => {
      const row = tree.rows.value.find(({ value }) => value === tree.active.value);
      return row && writeJsonPath(stepsTo(row));
    };
    return { tree, active };
  };

  it('moves the tab stop with the keys of a tree', () => {
    const { tree, active } = open(json);
    const paths = [
      'ArrowDown',
      'ArrowDown',
      'ArrowDown',
      'ArrowRight',
      'ArrowLeft',
      'ArrowLeft',
      'ArrowLeft',
    ].map((key) => tree.press(key) && active());
    expect(paths).toEqual(['$.a', '$.a[0]', '$.a[1]', '$.a[1].b', '$.a[1]', '$.a[1]', '$.a']);
    tree.press('End');
    expect(active()).toBe("$['c-d']");
    expect(tree.press('x')).toBe(false);
  });

  it('moves the tab stop to the row that is collapsed around it', () => {
    const { tree, active } = open(json);
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown']) tree.press(key);
    expect(active()).toBe('$.a[1].b');
    const [, outer] = tree.rows.value;
    if (outer) tree.toggle(outer);
    expect(active()).toBe('$.a');
  });

  it('expands what encloses a match, and all siblings with an asterisk', () => {
    const { tree, active } = open(`{"a":[${'1,'.repeat(30)}{"b":"two"}],"c":[${'1,'.repeat(30)}2]}`);
    expect(tree.rows.value).toHaveLength(4);
    const [match] = findInJson(tree.rows.value[0]?.value ?? parse('{}'), 'two');
    if (match) tree.reveal(match.value, match.enclosing);
    expect(active()).toBe('$.a[30].b');
    tree.press('Home');
    tree.press('ArrowDown');
    const before = tree.rows.value.length;
    tree.press('*');
    expect(tree.rows.value.length).toBe(before + 32);
  });
});
