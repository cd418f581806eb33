/**
 * The language's own functions, stored before any script of the page runs, since pages redefine them. Code in the page
 * world uses only these and avoids every lookup that a page can intercept: no method calls on strings, arrays or regular
 * expressions, no `for…of`, no writes to a new index of an array with a prototype, no reads of members that may be
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
/** The original `Array.isArray`. */
export const { isArray } = Array;
/** The original `Date.now`, in milliseconds since 1970. */
export const { now } = Date;
/** The original `Proxy`. */
export const OwnProxy = Proxy;
/** The original `Error`, to read the stack of a call. */
export const OwnError = Error;
/** For strings only: other values could have a `toJSON` of the page. */
export const quote: (text: string) => string = JSON.stringify;

const { exec } = RegExp.prototype;
const { hasOwn } = Object;
const { indexOf, lastIndexOf, slice, toUpperCase } = String.prototype;

/** `pattern` must be one of ours, neither global nor sticky. */
export function match(pattern: RegExp, text: string): RegExpExecArray | null {
  return apply(exec, pattern, [text]);
}

/** `RegExp.prototype.test`, under the conditions of {@link match}. */
export function isMatch(pattern: RegExp, text: string): boolean {
  return match(pattern, text) !== null;
}

/** `String.prototype.indexOf`: -1 if the text doesn't contain the part at or after `from`. */
export function positionOf(text: string, part: string, from: number): number {
  return apply(indexOf, text, [part, from]);
}

/** `String.prototype.lastIndexOf`: the last occurrence that starts at `before` or earlier; -1 if there is none. */
export function lastPositionOf(text: string, part: string, before: number): number {
  return apply(lastIndexOf, text, [part, before]);
}

/** `String.prototype.slice`, from `start` up to and without `end`. */
export function partOf(text: string, start: number, end: number): string {
  return apply(slice, text, [start, end]);
}

/** `String.prototype.toUpperCase`. */
export function toUpper(text: string): string {
  return apply(toUpperCase, text, []);
}

/** An own data property; the page's getters aren't called. */
export function ownData(holder: object, name: PropertyKey): unknown {
  const found = getOwnPropertyDescriptor(holder, name);
  return found !== undefined && hasOwn(found, 'value') ? found.value : undefined;
}

/** An array that the page's index setters can't intercept. */
export function ownList<T>(): T[] {
  const list: T[] = [];
  setPrototypeOf(list, null);
  return list;
}

/** A WeakMap whose methods the page can't redefine. */
export function ownWeakMap<Key extends object, Value>(): WeakMap<Key, Value> {
  const map = new WeakMap<Key, Value>();
  const { get, set } = map;
  return Object.assign(map, { get, set });
}
