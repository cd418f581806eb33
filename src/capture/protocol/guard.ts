/** What may stand in a value of which nothing is known. */
export type Unread<T> = { readonly [Name in keyof T]?: unknown };

export function membersOf<T = Record<string, unknown>>(value: unknown): Unread<T> {
  return typeof value === 'object' && value !== null ? value : {};
}

/** Runs a check that reads from a value of which nothing is known: a getter, or a proxy, may throw. */
export function guarded<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Whether it's a text within a length. */
export function isText(value: unknown, maxLength: number): value is string {
  return typeof value === 'string' && value.length <= maxLength;
}

/** Whether it's one of the known values. */
export function isOneOf<T>(known: readonly T[], value: unknown): value is T {
  return known.includes(value as T);
}

/** Whether it's a number of things. */
export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
