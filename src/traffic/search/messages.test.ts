import { describe, expect, it } from 'vitest';
import type { StreamMessage } from '../exchange/exchange';
import { makeHttp, makeToken, makeTokenOf } from '../exchange/exchange.fixture';
import { findSightings } from './find-sightings';
import { maxMessages, maxMessagesLength } from './limits';

const token = makeToken();

function makeMessage(text: string, facts: Partial<StreamMessage> = {}): StreamMessage {
  return { direction: 'sent', atMs: 5_000, text, truncated: false, ...facts };
}

function searchMessages(...messages: StreamMessage[]) {
  return findSightings(makeHttp({ url: 'wss://live.test/', messages }));
}

function pathOf(text: string): readonly string[] {
  const { found } = searchMessages(makeMessage(text));
  expect(found.map(({ raw }) => raw)).toEqual([token]);
  return found[0]?.sighting.path ?? [];
}

describe('stream messages', () => {
  it('without a token have no sightings', () => {
    expect(searchMessages(makeMessage('40{"sid":"abc"}'), makeMessage('2'))).toMatchObject({
      found: [],
      truncated: 0,
      unreadable: 0,
    });
  });

  it('have sightings with their own location and time', () => {
    const { found } = searchMessages(
      makeMessage(token),
      makeMessage(`{"t":"${token}"}`, { direction: 'received', atMs: 6_000 }),
      makeMessage(token, { atMs: 7_000 }),
    );
    expect(found.map(({ sighting: { kind, atMs, name } }) => [kind, atMs, name])).toEqual([
      ['message sent', 5_000, ''],
      ['message received', 6_000, ''],
      ['message sent', 7_000, ''],
    ]);
    expect(found[0]?.sighting).toMatchObject({ url: 'wss://live.test/', method: 'GET', status: 200 });
  });

  it('are searched without the prefixes of known frameworks', () => {
    const payload = { payload: { Authorization: `Bearer ${token}` } };
    expect(pathOf(JSON.stringify({ type: 'connection_init', ...payload }))).toEqual([
      'json',
      '$.payload.Authorization',
    ]);
    expect(pathOf(`40{"token":"${token}"}`)).toEqual(['socket.io', 'json', '$.token']);
    expect(pathOf(`40/admin,{"token":"${token}"}`)).toEqual(['socket.io', 'json', '$.token']);
    expect(pathOf(`42/admin,7["auth","${token}"]`)).toEqual(['socket.io', 'json', '$[1]']);
    expect(pathOf(`a["{\\"t\\":\\"${token}\\"}"]`)).toEqual(['SockJS', 'json', '$[0]', 'json', '$.t']);
    expect(pathOf(`{"type":6}\x1e{"type":1,"arguments":["${token}"]}\x1e`)).toEqual([
      'json',
      '$.arguments[0]',
    ]);
    expect(pathOf(`["1","1","room","phx_join",{"token":"${token}"}]`)).toEqual(['json', '$[4].token']);
    expect(pathOf(`CONNECT\nAuthorization:Bearer ${token}\n\n\0`)).toEqual([]);
  });

  it('are searched to their end, however many records they have', () => {
    const { found } = searchMessages(makeMessage(`${'{}\x1e'.repeat(2_000)}{"t":"${token}"}`));
    expect(found).toMatchObject([{ raw: token }]);
  });

  it('do not report a truncated token at the end', () => {
    for (const text of [token.slice(0, -4), `40["x", ${token.slice(0, -4)}`, `{}\x1e${token.slice(0, -4)}`]) {
      const { found, truncated } = searchMessages(makeMessage(text, { truncated: true }));
      expect(found).toEqual([]);
      expect(truncated).toBe(1);
    }
  });

  it('are searched up to a limit on their number and length', () => {
    const many = Array.from({ length: maxMessages + 2 }, () => makeMessage('x'));
    expect(searchMessages(...many, makeMessage(token))).toMatchObject({ found: [], truncated: 3 });
    const long = Array.from({ length: 9 }, () => makeMessage('x'.repeat(maxMessagesLength / 8)));
    expect(searchMessages(...long, makeMessage(token))).toMatchObject({ found: [], truncated: 2 });
  });

  it('are searched except for invalid ones, which are counted', () => {
    const hostile = [null, 7, {}, makeMessage(7 as never), makeMessage('x', { direction: 'up' as never })];
    expect(searchMessages(...(hostile as StreamMessage[]), makeMessage(makeTokenOf(1)))).toMatchObject({
      found: [{ raw: makeTokenOf(1) }],
      unreadable: 5,
    });
    expect(searchMessages(makeMessage(token, { atMs: Number.NaN }))).toMatchObject({
      found: [],
      unreadable: 1,
    });
    expect(findSightings(makeHttp({ messages: 'abc' as never })).unreadable).toBe(1);
  });
});
