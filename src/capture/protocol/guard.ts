/** Members of an untrusted value. */
export type Unread<T> = { readonly [Name in keyof T]?: unknown };

/** The members of an object, or none of any other value. Reading one may still throw: see {@link guarded}. */
export function membersOf<T = Record<string, unknown>>(value: unknown): Unread<T> {
  return typeof value === 'object' && value !== null ? value : {};
}

/** Runs a check that reads from an untrusted value, whose getters or proxy traps may throw. */
export function guarded<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Whether it's text within a length. */
export function isText(value: unknown, maxLength: number): value is string {
  return typeof value === 'string' && value.length <= maxLength;
}

/** The text, or '' for any other type. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Whether it's one of the known values. */
export function isOneOf<T>(known: readonly T[], value: unknown): value is T {
  return known.includes(value as T);
}

/** Whether it's a non-negative integer. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
