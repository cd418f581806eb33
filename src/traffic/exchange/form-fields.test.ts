import { describe, expect, it } from 'vitest';
import { maxFields } from './limits';
import { findCookies, findFormFields } from './form-fields';
import { parseFragment, parseUrlParts } from './url-parts';

describe('the fields of a form', () => {
  it('keep a value whose percent signs are no encoding', () => {
    expect(findFormFields('rate=100%&b=%E0%A4').fields).toEqual([
      { name: 'rate', value: '100%' },
      { name: 'b', value: '%E0%A4' },
    ]);
  });

  it('are decoded, name and value, and cut at the first equals sign', () => {
    expect(findFormFields('my+name=a+b%3D&x=y=z&alone').fields).toEqual([
      { name: 'my name', value: 'a b=' },
      { name: 'x', value: 'y=z' },
      { name: '', value: 'alone' },
    ]);
  });

  it('end at the bound, with the rest in one piece', () => {
    const { fields, rest } = findFormFields('a=1&'.repeat(maxFields) + 'b=2&c=3');
    expect(fields).toHaveLength(maxFields);
    expect(rest).toBe('b=2&c=3');
  });
});

describe('cookies', () => {
  it('keep their values as they travelled', () => {
    expect(findCookies('a=1%20; b="x y";c; d=e=f').fields).toEqual([
      { name: 'a', value: '1%20' },
      { name: 'b', value: '"x y"' },
      { name: '', value: 'c' },
      { name: 'd', value: 'e=f' },
    ]);
  });
});

describe('a URL', () => {
  it('is cut even when it is none', () => {
    expect(parseUrlParts('')).toEqual({ path: '', query: '', fragment: '' });
    expect(parseUrlParts('a b?c?d#e?f#g')).toEqual({ path: 'a b', query: 'c?d', fragment: 'e?f#g' });
  });

  it('has a fragment of fields, of a route, or of both', () => {
    expect(parseFragment('top')).toEqual({ route: 'top', fields: '' });
    expect(parseFragment('a=1&next=/x?y=2')).toEqual({ route: '', fields: 'a=1&next=/x?y=2' });
    expect(parseFragment('/cb?a=1')).toEqual({ route: '/cb', fields: 'a=1' });
  });
});
