/** A number, even if a tool wrote it as text: `200`, `"200 OK"`, `"41.5"`. Undefined for anything else. */
export function looseNumber(value: unknown): number | undefined {
  if (typeof value === 'string') {
    const written = /^\s*[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?/i.exec(value.slice(0, 64))?.[0];
    return written === undefined ? undefined : Number(written);
  }
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A time in HAR's format (ISO 8601), or a number of seconds or milliseconds since 1970; in milliseconds. */
export function looseTime(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  if (!Number.isNaN(time)) return time;
  const number = looseNumber(typeof value === 'string' && !/^\s*\d+(?:\.\d+)?\s*$/.test(value) ? '' : value);
  if (number === undefined || number <= 0 || number > maxTimeMs) return undefined;
  // As seconds this number is in the year 5138, as milliseconds in 1973.
  return number < 1e11 ? number * 1_000 : number;
}

/** Maximum time value of a `Date` (ECMA-262 §21.4.1.1). */
const maxTimeMs = 8.64e15;

/** Text, even if a tool wrote parsed JSON, a number or a boolean instead. Empty for anything else. */
export function looseText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return '';
  try {
    return JSON.stringify(value);
  } catch {
    return '';
  }
}
