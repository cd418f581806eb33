import type { StreamMessage } from '../../traffic';
import { maxStreamLength, maxStreamMessages } from './har-messages';

/** The first messages, within the bounds of captured ones; where more were there, one without text says that it is cut. */
export function boundMessages(messages: Iterable<StreamMessage>): readonly StreamMessage[] {
  const bounded: StreamMessage[] = [];
  let length = 0;
  for (const message of messages) {
    length += message.text.length;
    if (length > maxStreamLength || bounded.length === maxStreamMessages) {
      return [...bounded, { ...message, text: '', truncated: true }];
    }
    bounded.push(message);
  }
  return bounded;
}
