import type { ExactMember, ExactNode, ExactString, ExactValue } from '../../../token';

/** A line of the JSON tree. */
export interface JsonRow {
  /** `end` is the closing bracket of an expanded object or array. */
  readonly kind: 'value' | 'end';
  readonly value: ExactValue;
  /** The name with its quotes and escapes; undefined for an item and for the outermost value. */
  readonly name: ExactString | undefined;
  readonly isDuplicate: boolean;
  /** The name or index in the object or array that contains it; undefined for the outermost value. */
  readonly step: string | number | undefined;
  readonly parent: JsonRow | undefined;
  /** Zero for the outermost value. */
  readonly depth: number;
  /** One-based among `siblings`, the number of members or items of the object or array that contains it. */
  readonly position: number;
  readonly siblings: number;
  /** Undefined if there is nothing to expand. */
  readonly isExpanded: boolean | undefined;
}

/** Longer strings are cut until they are expanded. */
export const maxStringLength = 300;

/** Objects and arrays with more members are collapsed at first. */
const maxOpenedChildren = 20;
/** Deeper ones are collapsed at first. */
const maxOpenedDepth = 4;

/** The number of members or items; 0 for any other value. */
export function countChildren(value: ExactValue): number {
  return value.kind === 'object' ? value.members.length : value.kind === 'array' ? value.items.length : 0;
}

function canExpand(value: ExactValue): boolean {
  return value.kind === 'string' ? value.text.length > maxStringLength : countChildren(value) > 0;
}

/** Whether a value is expanded before the user changes it. */
export function isExpandedAtFirst(value: ExactValue, depth: number): boolean {
  if (value.kind === 'string') return false;
  return depth === 0 || (depth < maxOpenedDepth && countChildren(value) <= maxOpenedChildren);
}

/** The lines of a value, top to bottom. The depth of JSON that was parsed is limited, so recursion is safe. */
export function listRows(
  root: ExactValue,
  isExpanded: (value: ExactValue, depth: number) => boolean,
): readonly JsonRow[] {
  const rows: JsonRow[] = [];
  const add = (
    value: ExactValue,
    member: ExactMember | undefined,
    step: string | number | undefined,
    parent: JsonRow | undefined,
    position: number,
  ) => {
    const depth = parent === undefined ? 0 : parent.depth + 1;
    const row: JsonRow = {
      kind: 'value',
      value,
      name: member?.name,
      isDuplicate: member?.isDuplicate === true,
      step,
      parent,
      depth,
      position,
      siblings: parent === undefined ? 1 : countChildren(parent.value),
      isExpanded: canExpand(value) ? isExpanded(value, depth) : undefined,
    };
    rows.push(row);
    if (row.isExpanded !== true) return;
    if (value.kind === 'object') {
      for (const [index, inner] of value.members.entries())
        add(inner.value, inner, inner.name.value, row, index + 1);
      rows.push({ ...row, kind: 'end' });
    } else if (value.kind === 'array') {
      for (const [index, item] of value.items.entries()) add(item, undefined, index, row, index + 1);
      rows.push({ ...row, kind: 'end' });
    }
  };
  add(root, undefined, undefined, undefined, 1);
  return rows;
}

/** The steps from the outermost value to a row. */
export function stepsTo(row: JsonRow): readonly (string | number)[] {
  const steps: (string | number)[] = [];
  for (let at: JsonRow | undefined = row; at?.step !== undefined; at = at.parent) steps.unshift(at.step);
  return steps;
}

const shorthand = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** A path as JSONPath (RFC 9535): `$.realm_access.roles[2]`, `$['allowed-origins']`. */
export function writeJsonPath(steps: readonly (string | number)[]): string {
  const written = steps.map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    if (shorthand.test(step)) return `.${step}`;
    return `['${JSON.stringify(step).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}']`;
  });
  return `$${written.join('')}`;
}

/** What of a row is in the text: its name and its value. */
export function spanOf({ name, value }: Pick<JsonRow, 'name' | 'value'>): ExactNode {
  const first = name ?? value;
  return {
    at: { start: first.at.start, end: value.at.end },
    bytes: { start: first.bytes.start, end: value.bytes.end },
  };
}

/** The last row, from the top, that contains a position in the JSON text: the innermost one that is listed. */
export function findRowAt(rows: readonly JsonRow[], offset: number): JsonRow | undefined {
  let found: JsonRow | undefined;
  for (const row of rows) {
    const { start, end } = spanOf(row).at;
    if (row.kind === 'value' && start <= offset && offset < end) found = row;
  }
  return found;
}

/** The values that contain a position in the JSON text, outermost first. */
export function listValuesAt(root: ExactValue, offset: number): readonly ExactValue[] {
  const values: ExactValue[] = [];
  for (let at: ExactValue | undefined = root; at;) {
    values.push(at);
    const children: readonly Pick<JsonRow, 'name' | 'value'>[] =
      at.kind === 'object'
        ? at.members
        : at.kind === 'array'
          ? at.items.map((value) => ({ name: undefined, value }))
          : [];
    at = children.find((child) => {
      const { start, end } = spanOf(child).at;
      return start <= offset && offset < end;
    })?.value;
  }
  return values;
}
