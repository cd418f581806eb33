import type { ExactNode, ExactObject, ExactValue } from '../../../token';
import { spanOf } from './json-rows';

/** What is at a position of the JSON. */
export interface NodeAt {
  /** The name of the outermost member. */
  readonly member: string;
  /** From the outermost member to the innermost member or item. */
  readonly steps: readonly (string | number)[];
  /** The innermost member or item. */
  readonly node: ExactNode;
  readonly value: ExactValue;
}

/** Finds the innermost member or item whose span satisfies `isAt`; undefined if it's between the members. */
export function findNodeAt(root: ExactObject, isAt: (node: ExactNode) => boolean): NodeAt | undefined {
  const steps: (string | number)[] = [];
  let found: Omit<NodeAt, 'member' | 'steps'> | undefined;
  for (let inner = findChild(root, isAt); inner; inner = findChild(inner.value, isAt)) {
    steps.push(inner.step);
    found = { node: spanOf(inner), value: inner.value };
  }
  return found && { ...found, member: String(steps[0]), steps };
}

function findChild(value: ExactValue, isAt: (node: ExactNode) => boolean) {
  if (value.kind === 'object') {
    const member = value.members.find((one) => isAt(spanOf(one)));
    return member && { ...member, step: member.name.value };
  }
  if (value.kind !== 'array') return undefined;
  const index = value.items.findIndex(isAt);
  const item = value.items[index];
  return item && { name: undefined, value: item, step: index };
}
