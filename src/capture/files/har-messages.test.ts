import { describe, expect, it } from 'vitest';
import {
  countStreamMessages,
  maxStreamLength,
  maxStreamMessageLength,
  maxStreamMessages,
  parseStreamMessages,
} from './har-messages';

const message = { type: 'receive', time: 1_772_359_200.25, opcode: 1, data: 'hello' };
const parse = (...messages: readonly unknown[]) => parseStreamMessages({ _webSocketMessages: messages });

describe('no message', () => {
  it.each([
    ['no list', {}],
    ['a list that is none', { _webSocketMessages: 'x' }],
    ['an empty one', { _webSocketMessages: [] }],
    ['a ping', { _webSocketMessages: [{ ...message, opcode: 9 }] }],
    ['an error', { _webSocketMessages: [{ ...message, type: 'error', opcode: -1 }] }],
    ['no text', { _webSocketMessages: [{ ...message, data: { length: 7 } }, null, 7] }],
  ])('is in %s', (_, entry) => {
    expect(parseStreamMessages(entry)).toBeUndefined();
  });

  it('stands before the one that is asked from', () => {
    const entry = { _webSocketMessages: [message, { ...message, data: 'later' }] };
    expect(parseStreamMessages(entry, 2)).toBeUndefined();
    expect(parseStreamMessages(entry, 1)?.map(({ text }) => text)).toEqual(['later']);
  });
});

describe('a message', () => {
  it('has its direction, its time and its text', () => {
    expect(parse(message, { ...message, type: 'send', time: 'never' })).toEqual([
      { direction: 'received', atMs: 1_772_359_200_250, text: 'hello', truncated: false },
      { direction: 'sent', atMs: 0, text: 'hello', truncated: false },
    ]);
  });

  it('of an event stream was received, whatever it says', () => {
    const events = [{ type: 'send', eventName: 'message', time: 1, data: 'tick' }];
    expect(parseStreamMessages({ _eventSourceMessages: events })).toMatchObject([
      { direction: 'received', text: 'tick' },
    ]);
  });

  it('in binary is text of its bytes, so that a token in MessagePack or MQTT is found', () => {
    const bytes = '\u0082\u00a5token\u00d9\u0012eyJhbGciOiJub25lIn0\u00ff';
    expect(parse({ ...message, opcode: 2, data: btoa(bytes) })).toMatchObject([
      { direction: 'received', text: bytes, truncated: false },
    ]);
  });

  it('in binary that is not base64 counts as cut', () => {
    expect(parse({ ...message, opcode: 2, data: '%' })).toMatchObject([{ text: '', truncated: true }]);
  });

  it('in binary that is too long is cut and says so', () => {
    const data = btoa('x'.repeat(maxStreamMessageLength + 1));
    const [read] = parse({ ...message, opcode: 2, data }) ?? [];
    expect([read?.text.length, read?.truncated]).toEqual([maxStreamMessageLength, true]);
  });

  it('that is too long is cut and says so', () => {
    const [read] = parse({ ...message, data: 'x'.repeat(maxStreamMessageLength + 1) }) ?? [];
    expect([read?.text.length, read?.truncated]).toEqual([maxStreamMessageLength, true]);
  });
});

describe('more messages than are taken', () => {
  it('leave the first and the newest, and between them the word that some are missing', () => {
    const many = Array.from({ length: maxStreamMessages * 3 }, (_, at) => ({ ...message, data: `${at}` }));
    const read = parse(...many) ?? [];
    expect(read.length).toBe(maxStreamMessages);
    expect([read[0]?.text, read.at(-1)?.text]).toEqual(['0', `${many.length - 1}`]);
    expect(read.filter(({ truncated }) => truncated).map(({ text }) => text)).toEqual(['']);
    expect(countStreamMessages({ _webSocketMessages: many })).toBe(many.length);
  });

  it('end where their length together is at its bound, and say so', () => {
    const data = 'x'.repeat(maxStreamLength / 4);
    const read = parse(...Array.from({ length: 9 }, () => ({ ...message, data }))) ?? [];
    expect(read.map(({ text, truncated }) => [text.length, truncated])).toEqual([
      ...Array.from({ length: 4 }, () => [data.length, false]),
      [0, true],
    ]);
  });
});
