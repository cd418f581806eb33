/** How many values of a header or of claims the rules look at. */
const MAX_VALUES = 10_000;
/** Deeper than any token that `decode` accepts: a bound for objects that came another way. */
const MAX_DEPTH = 100;

/** One value somewhere in an object, with the name of the nearest member that holds it. */
export interface Member {
  readonly name: string;
  /** The names on the way, joined by dots, as `realm_access.roles.0`. */
  readonly path: string;
  readonly value: unknown;
  readonly depth: number;
}

/** Every value in an object, at any depth, outermost first and within bounds. */
export function* walkMembers(root: unknown): Generator<Member> {
  const waiting: Member[] = [];
  addMembers(waiting, root);
  for (let next = 0; next < waiting.length; next += 1) {
    const member = waiting[next];
    if (member === undefined) return;
    yield member;
    if (member.depth < MAX_DEPTH) addMembers(waiting, member.value, member);
  }
}

/** Every text in an object, at any depth. */
export function* walkTexts(root: unknown): Generator<Member & { readonly value: string }> {
  for (const member of walkMembers(root)) {
    const { value } = member;
    if (typeof value === 'string') yield { ...member, value };
  }
}

function addMembers(waiting: Member[], value: unknown, holder?: Member): void {
  if (typeof value !== 'object' || value === null) return;
  const isList = Array.isArray(value);
  for (const name in value) {
    if (waiting.length >= MAX_VALUES) return;
    waiting.push({
      // An item of a list is known by the list's name: `roles`, not `0`.
      name: isList ? (holder?.name ?? name) : name,
      path: holder === undefined ? name : `${holder.path}.${name}`,
      value: (value as { readonly [name: string]: unknown })[name],
      depth: (holder?.depth ?? 0) + 1,
    });
  }
}
