import type { HttpExchange } from '../../traffic';
import { membersOf } from '../protocol/guard';
import { readFields } from './har-fields';
import { maxPlaceholderLength } from './limits';

const sensitiveHeaders: ReadonlySet<string> = new Set(['authorization', 'cookie', 'set-cookie']);

/**
 * Whether a HAR looks like Chrome's "Export HAR (sanitized)", which omits `Authorization`, `Cookie` and `Set-Cookie`:
 * Chrome wrote it, and no entry has any of these headers. This is also true for an unsanitized HAR without such headers:
 * the file doesn't show the difference, and without a warning it would look as if no token was sent.
 */
export function isSanitizedByChrome(creator: unknown, entries: readonly unknown[]): boolean {
  if (membersOf(creator)['name'] !== 'WebInspector') return false;
  return !entries.some((entry) => {
    const { request, response } = membersOf(entry);
    return hasSensitiveHeader(request) || hasSensitiveHeader(response);
  });
}

/** Whether one of the three headers has a placeholder as its value, as sanitizers write it: `[redacted]`, `***`. */
export function hasRedactedHeaders({ requestHeaders, responseHeaders }: HttpExchange): boolean {
  return [...requestHeaders, ...responseHeaders].some(
    ({ name, value }) =>
      sensitiveHeaders.has(name.toLowerCase()) &&
      /(?:^|[^a-z0-9])redacted(?:$|[^a-z0-9])|(?:^|[\s=])\*{3}/i.test(value.slice(0, maxPlaceholderLength)),
  );
}

function hasSensitiveHeader(message: unknown): boolean {
  const { headers, cookies } = membersOf(message);
  return (
    readFields(headers).some(({ name }) => sensitiveHeaders.has(name.toLowerCase())) ||
    readFields(cookies).length > 0
  );
}
