import type { Steps } from '../../token';
import { maxFields, maxValueLength } from '../exchange/limits';
import type { StreamMessage } from '../exchange/exchange';
import type { Search, SearchLocation } from './search';
import { checkedText } from './search';
import { maxMessages, maxMessagesLength } from './limits';

/**
 * The prefixes that frameworks add to JSON. Socket.IO: packet type, namespace and ID, as in `40/admin,{…}` and
 * `42["event"]`. SockJS: `a` for an array of messages.
 */
const framings: readonly { readonly step: string; readonly prefix: RegExp }[] = [
  { step: 'socket.io', prefix: /^\d{1,2}(?:\d{0,4}-)?(?:\/[^,[{]{0,256},)?\d{0,16}(?=[[{])/ },
  { step: 'SockJS', prefix: /^a(?=\[")/ },
];
/** In ASP.NET SignalR, each JSON text in a message ends with it. */
const recordSeparator = '\x1e';

/** Searches the messages of a WebSocket or an event stream, each with its own time. */
export function* searchMessages(messages: readonly StreamMessage[], search: Search): Steps<void> {
  let left = maxMessagesLength;
  yield* search.each(messages, maxMessages, function* (message) {
    const { direction, atMs, text, truncated } = message;
    const maxLength = Math.min(maxValueLength, left);
    left = Math.max(0, left - checkedText(text).length);
    const kind = kindOf(direction);
    const tokens = yield* searchMessage(
      { kind, name: '', atMs },
      text,
      { maxLength, cut: truncated },
      search,
    );
    if (tokens > 0) search.messages.push(message);
  });
}

/** Searches one message, without the prefixes of known frameworks. Returns how many tokens were found. */
export function* searchMessage(
  location: SearchLocation,
  text: string,
  { maxLength, cut }: { readonly maxLength: number; readonly cut: boolean },
  search: Search,
): Steps<number> {
  const framing = framings.find(({ prefix }) => prefix.test(text));
  if (framing !== undefined) {
    const inner = text.replace(framing.prefix, '');
    return yield* search.searchText({ ...location, path: [framing.step] }, inner, { maxLength, cut });
  }
  const records = splitRecords(text.slice(0, maxLength));
  const last = records.length - 1;
  const isCut = cut || text.length > maxLength;
  let count = 0;
  for (const [index, record] of records.entries()) {
    count += yield* search.searchText(location, record, { maxLength, cut: isCut && index === last });
  }
  return count;
}

/** Splits at record separators. The text after the limit on their number is one item. */
function splitRecords(text: string): readonly string[] {
  const records = text.split(recordSeparator, maxFields);
  const length = records.reduce((sum, record) => sum + record.length + 1, 0);
  return length <= text.length ? [...records, text.slice(length)] : records;
}

function kindOf(direction: StreamMessage['direction']): 'message sent' | 'message received' {
  switch (direction) {
    case 'sent':
      return 'message sent';
    case 'received':
      return 'message received';
    default:
      throw new TypeError('unknown direction');
  }
}
