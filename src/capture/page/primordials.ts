/**
 * The language's own functions as they were before any script of the page ran: pages redefine them. What runs in a
 * page's world uses these and nothing that looks a name up where the page can put one: no method call on a string, a
 * list or a pattern, no `for…of`, no write to a new index of a list with a prototype, no read of a member that may be
 * missing.
 */
export const {
  apply,
  construct,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  has,
  ownKeys,
  setPrototypeOf,
} = Reflect;
export const { isArray } = Array;
export const { now } = Date;
export const OwnProxy = Proxy;
export const OwnError = Error;
/** Of a text, which has no `toJSON` that would be asked. */
export const quote: (text: string) => string = JSON.stringify;

const { exec } = RegExp.prototype;
const { hasOwn } = Object;
const { indexOf, lastIndexOf, slice, toUpperCase } = String.prototype;

/** `pattern` is one of ours, neither global nor sticky. */
export function match(pattern: RegExp, text: string): RegExpExecArray | null {
  return apply(exec, pattern, [text]);
}

export function isMatch(pattern: RegExp, text: string): boolean {
  return match(pattern, text) !== null;
}

export function positionOf(text: string, part: string, from: number): number {
  return apply(indexOf, text, [part, from]);
}

export function lastPositionOf(text: string, part: string, before: number): number {
  return apply(lastIndexOf, text, [part, before]);
}

export function partOf(text: string, start: number, end: number): string {
  return apply(slice, text, [start, end]);
}

export function inCapitals(text: string): string {
  return apply(toUpperCase, text, []);
}

/** What stands at `name` of the object itself, when it is plain data; a getter of the page's is not called. */
export function ownData(holder: object, name: PropertyKey): unknown {
  const found = getOwnPropertyDescriptor(holder, name);
  return found !== undefined && hasOwn(found, 'value') ? found.value : undefined;
}

/** A list that the page's setters for indexes do not reach. */
export function ownList<T>(): T[] {
  const list: T[] = [];
  setPrototypeOf(list, null);
  return list;
}

/** A WeakMap that keeps its methods when the page redefines those of all others. */
export function ownWeakMap<Key extends object, Value>(): WeakMap<Key, Value> {
  const map = new WeakMap<Key, Value>();
  const { get, set } = map;
  return Object.assign(map, { get, set });
}
