/** Deeper than this a value is not drawn: no person reads it, and indentation would push it off the screen. */
export const maxDrawnDepth = 64;

/**
 * A decoded value as indented JSON. Numbers are written as they were read, so that an infinite one is not shown as
 * `null`, as `JSON.stringify` would.
 */
export function describeJson(value: unknown, depth = 0): string {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const isList = Array.isArray(value);
  const [open, close] = isList ? (['[', ']'] as const) : (['{', '}'] as const);
  const entries = Object.entries(value);
  if (entries.length === 0) return `${open}${close}`;
  if (depth >= maxDrawnDepth) return `${open}…${close}`;
  const indent = '  '.repeat(depth);
  const lines = entries.map(
    ([name, member]) =>
      `${indent}  ${isList ? '' : `${JSON.stringify(name)}: `}${describeJson(member, depth + 1)}`,
  );
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}
