import type { ExactValue } from '../../../token';

/** A member or item whose name or value contains the text. */
export interface JsonMatch {
  readonly value: ExactValue;
  /** The objects and arrays that contain it, outermost first. */
  readonly enclosing: readonly ExactValue[];
}

/** More aren't counted. */
export const maxMatches = 10_000;

/** The text as it's compared: case doesn't matter. */
export const foldCase = (text: string) => text.toLowerCase();

/** The members and items that contain a text, in the order in which they are written. */
export function findInJson(root: ExactValue, text: string): readonly JsonMatch[] {
  const wanted = foldCase(text);
  const found: JsonMatch[] = [];
  if (wanted === '') return found;
  const visit = (value: ExactValue, name: string, enclosing: readonly ExactValue[]) => {
    if (found.length >= maxMatches) return;
    if (foldCase(name).includes(wanted) || foldCase(writeScalar(value)).includes(wanted))
      found.push({ value, enclosing });
    if (value.kind !== 'object' && value.kind !== 'array') return;
    const inner = [...enclosing, value];
    if (value.kind === 'object')
      for (const member of value.members) visit(member.value, member.name.value, inner);
    else for (const item of value.items) visit(item, '', inner);
  };
  visit(root, '', []);
  return found;
}

function writeScalar(value: ExactValue): string {
  switch (value.kind) {
    case 'string':
      return value.value;
    case 'number':
      return value.text;
    case 'word':
      return String(value.value);
    default:
      return '';
  }
}
