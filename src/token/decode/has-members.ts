import type { JsonObject } from '../token';

/** Whether an object has all of these own members, whatever their values. */
export function hasAll(object: JsonObject, ...names: readonly string[]): boolean {
  return names.every((name) => Object.hasOwn(object, name));
}

/** Whether an object has any of these own members, whatever its value. */
export function hasAny(object: JsonObject, ...names: readonly string[]): boolean {
  return names.some((name) => Object.hasOwn(object, name));
}
