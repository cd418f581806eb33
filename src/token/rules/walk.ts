import { maxReadDepth, maxReadValues } from './limits';

/** One value in an object, with the name of its nearest member. */
export interface Member {
  readonly name: string;
  /** The names on the way to it, separated by dots, such as `realm_access.roles.0`. */
  readonly path: string;
  readonly value: unknown;
  readonly depth: number;
}

/** Every value in an object at any depth, breadth first and up to the limits. */
export function* walkMembers(root: unknown): Generator<Member> {
  const queue: Member[] = [];
  addMembers(queue, root);
  for (let next = 0; next < queue.length; next += 1) {
    const member = queue[next];
    if (member === undefined) return;
    yield member;
    if (member.depth < maxReadDepth) addMembers(queue, member.value, member);
  }
}

/** Every string in an object, at any depth. */
export function* walkTexts(root: unknown): Generator<Member & { readonly value: string }> {
  for (const member of walkMembers(root)) {
    const { value } = member;
    if (typeof value === 'string') yield { ...member, value };
  }
}

function addMembers(queue: Member[], value: unknown, parent?: Member): void {
  if (typeof value !== 'object' || value === null) return;
  const isList = Array.isArray(value);
  for (const name in value) {
    if (queue.length >= maxReadValues) return;
    queue.push({
      // An array item has the name of the array: `roles`, not `0`.
      name: isList ? (parent?.name ?? name) : name,
      path: parent === undefined ? name : `${parent.path}.${name}`,
      value: (value as { readonly [name: string]: unknown })[name],
      depth: (parent?.depth ?? 0) + 1,
    });
  }
}
