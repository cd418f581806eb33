import type { ExactValue } from '../json/exact';

/**
 * A text that is equal for equal values: members in any order, arrays as sets, numbers by their value, or by their text
 * if JavaScript can't represent them.
 */
export function canonicalKey(value: ExactValue): string {
  switch (value.kind) {
    case 'object': {
      const members = new Map(value.members.map((member) => [member.name.value, member.value]));
      const keys = [...members].map(([name, member]) => `${JSON.stringify(name)}:${canonicalKey(member)}`);
      return `{${keys.sort().join(',')}}`;
    }
    case 'array':
      return `[${[...new Set(value.items.map(canonicalKey))].sort().join(',')}]`;
    case 'string':
      return JSON.stringify(value.value);
    case 'number':
      return value.isExact ? String(value.value) : value.text;
    case 'word':
      return String(value.value);
  }
}
