import type { HttpExchange } from '../../traffic';
import { membersOf } from '../protocol/guard';
import { readFields } from './har-fields';

const withheldHeaders: ReadonlySet<string> = new Set(['authorization', 'cookie', 'set-cookie']);
/** Marks stand at the beginning; what they stand for may be a megabyte. */
const maxSearchedLength = 4_096;

/**
 * Whether a HAR has the look of Chrome's "Export HAR (sanitized)", which is written without `Authorization`, `Cookie`
 * and `Set-Cookie`: Chrome wrote it, and not one entry has any of the three. Of an unsanitized one that truly has none
 * the same is said: nothing in the file tells them apart, and silence would be read as "no token was sent".
 */
export function isSanitizedByChrome(creator: unknown, entries: readonly unknown[]): boolean {
  if (membersOf(creator)['name'] !== 'WebInspector') return false;
  return !entries.some((entry) => {
    const { request, response } = membersOf(entry);
    return hasWithheldHeader(request) || hasWithheldHeader(response);
  });
}

/** Whether one of the three headers has a mark in the place of its value, as sanitizers leave it: `[redacted]`, `***`. */
export function isRedacted({ requestHeaders, responseHeaders }: HttpExchange): boolean {
  return [...requestHeaders, ...responseHeaders].some(
    ({ name, value }) =>
      withheldHeaders.has(name.toLowerCase()) &&
      /(?:^|[^a-z0-9])redacted(?:$|[^a-z0-9])|(?:^|[\s=])\*{3}/i.test(value.slice(0, maxSearchedLength)),
  );
}

function hasWithheldHeader(message: unknown): boolean {
  const { headers, cookies } = membersOf(message);
  return (
    readFields(headers).some(({ name }) => withheldHeaders.has(name.toLowerCase())) ||
    readFields(cookies).length > 0
  );
}
