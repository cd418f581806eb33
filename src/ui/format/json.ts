/** Deeper values are shown as `…`: indentation would push them off the screen. */
export const maxShownDepth = 64;

/**
 * A decoded value as indented JSON. A number that overflowed is written as `Infinity`, where `JSON.stringify` would
 * write `null`.
 */
export function describeJson(value: unknown, depth = 0): string {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const isList = Array.isArray(value);
  const [open, close] = isList ? (['[', ']'] as const) : (['{', '}'] as const);
  const entries = Object.entries(value);
  if (entries.length === 0) return `${open}${close}`;
  if (depth >= maxShownDepth) return `${open}…${close}`;
  const indent = '  '.repeat(depth);
  const lines = entries.map(
    ([name, member]) =>
      `${indent}  ${isList ? '' : `${JSON.stringify(name)}: `}${describeJson(member, depth + 1)}`,
  );
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

/** Indented JSON in one line. A string can't contain a line feed, so only the indentation changes. */
export function writeCompact(indented: string): string {
  return indented
    .replaceAll(/([[{])\n */g, '$1')
    .replaceAll(/\n *([\]}])/g, '$1')
    .replaceAll(/\n */g, ' ');
}
