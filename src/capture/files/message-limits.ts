import type { StreamMessage } from '../../traffic';
import { maxStreamLength, maxStreamMessages } from './limits';

/** The first messages within the limits of captured ones; the rest is replaced by one truncated message without text. */
export function limitMessages(messages: Iterable<StreamMessage>): readonly StreamMessage[] {
  const limited: StreamMessage[] = [];
  let length = 0;
  for (const message of messages) {
    length += message.text.length;
    if (length > maxStreamLength || limited.length === maxStreamMessages) {
      return [...limited, { ...message, text: '', truncated: true }];
    }
    limited.push(message);
  }
  return limited;
}
