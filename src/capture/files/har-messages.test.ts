import { describe, expect, it } from 'vitest';
import { countStreamMessages, parseStreamMessages } from './har-messages';
import { maxStreamLength, maxStreamMessageLength, maxStreamMessages } from './limits';

const message = { type: 'receive', time: 1_772_359_200.25, opcode: 1, data: 'hello' };
const parse = (...messages: readonly unknown[]) => parseStreamMessages({ _webSocketMessages: messages });

describe('parseStreamMessages returns undefined', () => {
  it.each([
    ['no list', {}],
    ['an invalid list', { _webSocketMessages: 'x' }],
    ['an empty list', { _webSocketMessages: [] }],
    ['a ping', { _webSocketMessages: [{ ...message, opcode: 9 }] }],
    ['an error', { _webSocketMessages: [{ ...message, type: 'error', opcode: -1 }] }],
    ['no text', { _webSocketMessages: [{ ...message, data: { length: 7 } }, null, 7] }],
  ])('for %s', (_, entry) => {
    expect(parseStreamMessages(entry)).toBeUndefined();
  });

  it('if there is no message at or after the index', () => {
    const entry = { _webSocketMessages: [message, { ...message, data: 'later' }] };
    expect(parseStreamMessages(entry, 2)).toBeUndefined();
    expect(parseStreamMessages(entry, 1)?.map(({ text }) => text)).toEqual(['later']);
  });
});

describe('parseStreamMessages', () => {
  it('returns the direction, the time and the text', () => {
    expect(parse(message, { ...message, type: 'send', time: 'never' })).toEqual([
      { direction: 'received', atMs: 1_772_359_200_250, text: 'hello', truncated: false },
      { direction: 'sent', atMs: 0, text: 'hello', truncated: false },
    ]);
  });

  it('returns event stream messages as received, whatever their type', () => {
    const events = [{ type: 'send', eventName: 'message', time: 1, data: 'tick' }];
    expect(parseStreamMessages({ _eventSourceMessages: events })).toMatchObject([
      { direction: 'received', text: 'tick' },
    ]);
  });

  it('returns a binary message as one character per byte, so that tokens in MessagePack or MQTT are found', () => {
    const bytes = '\u0082\u00a5token\u00d9\u0012eyJhbGciOiJub25lIn0\u00ff';
    expect(parse({ ...message, opcode: 2, data: btoa(bytes) })).toMatchObject([
      { direction: 'received', text: bytes, truncated: false },
    ]);
  });

  it("returns a binary message that isn't base64 as truncated", () => {
    expect(parse({ ...message, opcode: 2, data: '%' })).toMatchObject([{ text: '', truncated: true }]);
  });

  it('truncates and flags a binary message over the limit', () => {
    const data = btoa('x'.repeat(maxStreamMessageLength + 1));
    const [read] = parse({ ...message, opcode: 2, data }) ?? [];
    expect([read?.text.length, read?.truncated]).toEqual([maxStreamMessageLength, true]);
  });

  it('truncates and flags a message over the limit', () => {
    const [read] = parse({ ...message, data: 'x'.repeat(maxStreamMessageLength + 1) }) ?? [];
    expect([read?.text.length, read?.truncated]).toEqual([maxStreamMessageLength, true]);
  });
});

describe('parseStreamMessages with more messages than the limit', () => {
  it('keeps the first and the newest, with a truncated one between them', () => {
    const many = Array.from({ length: maxStreamMessages * 3 }, (_, at) => ({ ...message, data: `${at}` }));
    const read = parse(...many) ?? [];
    expect(read.length).toBe(maxStreamMessages);
    expect([read[0]?.text, read.at(-1)?.text]).toEqual(['0', `${many.length - 1}`]);
    expect(read.filter(({ truncated }) => truncated).map(({ text }) => text)).toEqual(['']);
    expect(countStreamMessages({ _webSocketMessages: many })).toBe(many.length);
  });

  it('ends with a truncated message at the limit of the total length', () => {
    const data = 'x'.repeat(maxStreamLength / 4);
    const read = parse(...Array.from({ length: 9 }, () => ({ ...message, data }))) ?? [];
    expect(read.map(({ text, truncated }) => [text.length, truncated])).toEqual([
      ...Array.from({ length: 4 }, () => [data.length, false]),
      [0, true],
    ]);
  });
});
