import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Why the stories with real libraries can't run; empty if they can. */
export function describeMissing(): string {
  const reason = process.env['MISSING_LIBRARIES'];
  if (reason !== undefined) return reason;
  const mark = fileURLToPath(new URL('./node_modules/.package-lock.json', import.meta.url));
  return existsSync(mark) ? '' : 'e2e/libraries is not installed: run node scripts/libraries.mjs';
}
