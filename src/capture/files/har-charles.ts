import { membersOf } from '../protocol/guard';
import { looseText } from './har-values';

/**
 * Converts an entry of a Charles JSON session (`.chlsj`) to a HAR entry; returns anything else unchanged. Charles writes
 * the parts of the URL separately, and a body as `text`, or as base64 in `encoded`.
 */
export function readCharlesEntry(entry: unknown): unknown {
  const { host, scheme, request, response, times, path, query, port, method } = membersOf(entry);
  if (typeof host !== 'string' || typeof scheme !== 'string' || membersOf(request)['url'] !== undefined) {
    return entry;
  }
  const { start } = membersOf(times);
  const portText = typeof port === 'number' ? `:${port}` : '';
  const queryText = typeof query === 'string' ? `?${query}` : '';
  const sent = membersOf(request);
  const received = membersOf(response);
  return {
    startedDateTime: start,
    time: membersOf(membersOf(entry)['durations'])['total'],
    request: {
      method,
      url: `${scheme}://${host}${portText}${looseText(path)}${queryText}`,
      headers: membersOf(sent['header'])['headers'],
      ...(bodyOf(sent) && { postData: bodyOf(sent) }),
    },
    response: {
      status: received['status'],
      headers: membersOf(received['header'])['headers'],
      ...(bodyOf(received) && { content: bodyOf(received) }),
    },
  };
}

function bodyOf({ body, mimeType }: { readonly [name: string]: unknown }): object | undefined {
  const { text, encoded } = membersOf(body);
  if (typeof text === 'string') return { text, mimeType };
  return typeof encoded === 'string' ? { text: encoded, encoding: 'base64', mimeType } : undefined;
}
