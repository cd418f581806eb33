import type { Steps } from '../../token';
import { maxFields, maxValueLength } from '../exchange/limits';
import type { StreamMessage } from '../exchange/exchange';
import type { Search, SearchLocation } from './search';
import { checkedText } from './search';
import { maxMessages, maxMessagesLength } from './limits';

/**
 * What frameworks put in front of JSON: Socket.IO the type of the packet, a namespace and an id, as in `40/admin,{…}`
 * and `42["event"]`; SockJS the letter of an array of messages.
 */
const framings: readonly { readonly step: string; readonly prefix: RegExp }[] = [
  { step: 'socket.io', prefix: /^\d{1,2}(?:\d{0,4}-)?(?:\/[^,[{]{0,256},)?\d{0,16}(?=[[{])/ },
  { step: 'SockJS', prefix: /^a(?=\[")/ },
];
/** ASP.NET's SignalR ends each JSON text of a message with it. */
const recordSeparator = '\x1e';

/** Searches what a WebSocket or an event stream carried, each message with its own time. */
export function* searchMessages(messages: readonly StreamMessage[], search: Search): Steps<void> {
  let left = maxMessagesLength;
  yield* search.each(messages, maxMessages, function* (message) {
    const { direction, atMs, text, truncated } = message;
    const maxLength = Math.min(maxValueLength, left);
    left = Math.max(0, left - checkedText(text).length);
    const place = placeOf(direction);
    const tokens = yield* searchMessage(
      { place, name: '', atMs },
      text,
      { maxLength, cut: truncated },
      search,
    );
    if (tokens > 0) search.messages.push(message);
  });
}

/** Searches one message, in the framing of the frameworks that are known. Returns how many tokens are in it. */
export function* searchMessage(
  spot: SearchLocation,
  text: string,
  { maxLength, cut }: { readonly maxLength: number; readonly cut: boolean },
  search: Search,
): Steps<number> {
  const framing = framings.find(({ prefix }) => prefix.test(text));
  if (framing !== undefined) {
    const inner = text.replace(framing.prefix, '');
    return yield* search.look({ ...spot, path: [framing.step] }, inner, { maxLength, cut });
  }
  const records = splitRecords(text.slice(0, maxLength));
  const last = records.length - 1;
  const isCut = cut || text.length > maxLength;
  let count = 0;
  for (const [index, record] of records.entries()) {
    count += yield* search.look(spot, record, { maxLength, cut: isCut && index === last });
  }
  return count;
}

/** What is behind the last one that is read as a record is one text. */
function splitRecords(text: string): readonly string[] {
  const records = text.split(recordSeparator, maxFields);
  const length = records.reduce((sum, record) => sum + record.length + 1, 0);
  return length <= text.length ? [...records, text.slice(length)] : records;
}

function placeOf(direction: StreamMessage['direction']): 'message sent' | 'message received' {
  switch (direction) {
    case 'sent':
      return 'message sent';
    case 'received':
      return 'message received';
    default:
      throw new TypeError('no direction');
  }
}
