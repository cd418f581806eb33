import type { Steps } from '../../token';
import { maxFields, maxValueLength } from '../exchange/limits';
import type { StreamMessage } from '../exchange/exchange';
import type { Search, Spot } from './search';
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
export function* searchMessages(messages: readonly StreamMessage[] | undefined, search: Search): Steps<void> {
  if (messages === undefined) return;
  let left = maxMessagesLength;
  yield* search.each(messages, maxMessages, ({ direction, atMs, text, truncated }) => {
    const maxLength = Math.min(maxValueLength, left);
    left = Math.max(0, left - checkedText(text).length);
    const place = placeOf(direction);
    return searchMessage({ place, name: '', atMs }, text, { maxLength, cut: truncated }, search);
  });
}

/** Searches one message, in the framing of the frameworks that are known. */
export function* searchMessage(
  spot: Spot,
  text: string,
  { maxLength, cut }: { readonly maxLength: number; readonly cut: boolean },
  search: Search,
): Steps<void> {
  const framing = framings.find(({ prefix }) => prefix.test(text));
  if (framing !== undefined) {
    const inner = text.replace(framing.prefix, '');
    yield* search.look({ ...spot, path: [framing.step] }, inner, { maxLength, cut });
    return;
  }
  const records = splitRecords(text.slice(0, maxLength));
  const last = records.length - 1;
  const isCut = cut || text.length > maxLength;
  for (const [index, record] of records.entries()) {
    yield* search.look(spot, record, { maxLength, cut: isCut && index === last });
  }
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
