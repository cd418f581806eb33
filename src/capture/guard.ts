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
