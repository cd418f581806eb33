import { beforeEach, describe, expect, it } from 'vitest';
import { startEvent, stopEvent } from '../protocol/page-events';
import { createPage } from './page.fixture';
import { watchPageWorld } from './install-hooks';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';
const socketUrl = 'wss://api.test/live';

let fake: ReturnType<typeof createPage>;
let heard: unknown[];

beforeEach(() => {
  fake = createPage();
  heard = fake.hear();
  watchPageWorld(fake.world);
  fake.connect();
  fake.tell(startEvent);
});

describe('a WebSocket', () => {
  it('says nothing when nothing of it has the look of a token', () => {
    const socket = new fake.page.WebSocket(socketUrl, ['graphql-ws']);
    socket.send('{"type":"ping"}');
    socket.send(new Uint8Array(3));
    socket.receive('pong');
    socket.receive(new ArrayBuffer(3));
    expect(heard).toEqual([]);
  });

  it('tells of its address and its sub-protocols, as they travel', () => {
    expect(new fake.page.WebSocket(`/live?access_token=${token}`, ['v1', token])).toBeInstanceOf(
      fake.page.WebSocket,
    );
    const url = `wss://app.test/live?access_token=${token}`;
    expect(heard).toMatchObject([
      {
        api: 'WebSocket',
        method: '',
        url,
        carried: [
          { place: 'request url', name: '', text: url },
          { place: 'request header', name: 'Sec-WebSocket-Protocol', text: `v1, ${token}` },
        ],
      },
    ]);
  });

  it('tells of messages in both directions, received ones without a line of code', () => {
    const socket = new fake.page.WebSocket(socketUrl, 'v1');
    socket.send(`{"payload":"${token}"}`);
    socket.receive(`{"token":"${token}"}`);
    expect(socket.sent).toEqual([`{"payload":"${token}"}`]);
    expect(heard).toMatchObject([
      { url: socketUrl, carried: [{ place: 'message sent', name: '', text: `{"payload":"${token}"}` }] },
      { url: socketUrl, carried: [{ place: 'message received', name: '', text: `{"token":"${token}"}` }] },
    ]);
    expect(heard[1]).not.toHaveProperty('stack');
  });

  it('that was made while nobody listened is heard from its first message on', () => {
    fake.tell(stopEvent);
    const socket = new fake.page.WebSocket(socketUrl);
    fake.tell(startEvent);
    socket.receive(token);
    expect(heard).toEqual([]);
    socket.send('hello');
    socket.send('hello');
    socket.receive(token);
    expect(heard.length).toBe(1);
  });

  it('is not believed an event that the page made', () => {
    new fake.page.WebSocket(socketUrl).receive(token, 'message', false);
    expect(heard).toEqual([]);
  });

  it('that is none is not listened to, whatever its method was called on', () => {
    const { send } = fake.page.WebSocket.prototype;
    for (const self of [fake.page, new fake.page.EventTarget()]) {
      expect(() => Reflect.apply(send, self, [token])).toThrow(TypeError);
      expect(self.countListeners('message')).toBe(0);
    }
    expect(heard).toEqual([]);
  });

  it('is silent after stop', () => {
    const socket = new fake.page.WebSocket(socketUrl);
    fake.tell(stopEvent);
    socket.receive(token);
    socket.send(token);
    fake.tell(startEvent);
    expect(heard).toEqual([]);
  });
});

describe('an EventSource', () => {
  it('tells of its address and its messages', () => {
    const source = new fake.page.EventSource(`/events?jwt=${token}`);
    source.receive(`{"token":"${token}"}`);
    expect(heard).toMatchObject([
      {
        api: 'EventSource',
        url: `https://app.test/events?jwt=${token}`,
        carried: [{ place: 'request url' }],
      },
      { api: 'EventSource', carried: [{ place: 'message received', text: `{"token":"${token}"}` }] },
    ]);
  });

  it('tells of named events that the page listens to, each once, and of no more names than the bound', () => {
    const source = new fake.page.EventSource('/events');
    source.receive(token, 'unheard');
    for (const type of ['refresh', 'refresh', 'message']) source.addEventListener(type, () => {});
    source.receive(token, 'refresh');
    source.receive(token);
    expect(heard.length).toBe(2);
    for (let index = 0; index < 105; index += 1) source.addEventListener(`n${index}`, () => {});
    for (let index = 0; index < 105; index += 1) source.receive(token, `n${index}`);
    expect(heard.length).toBe(101);
    fake.tell(startEvent);
    // The others are counted.
    expect(heard.at(-1)).toEqual({ dropped: 6, bypassed: 0 });
  });

  it('does not run out of names where a page listens to one of them again and again', () => {
    const source = new fake.page.EventSource('/events');
    for (let index = 0; index < 1_000; index += 1) source.addEventListener('refresh', () => {});
    source.addEventListener('late', () => {});
    source.receive(token, 'late');
    expect(heard.length).toBe(1);
  });
});

it('listening is left alone until a page has an EventSource, and put back with stop', () => {
  const { EventTarget } = fake.page;
  const original = EventTarget.prototype.addEventListener;
  fake.tell(stopEvent);
  fake.tell(startEvent);
  expect(EventTarget.prototype.addEventListener).toBe(original);
  const source = new fake.page.EventSource('/events');
  expect(EventTarget.prototype.addEventListener).not.toBe(original);
  fake.tell(stopEvent);
  expect(EventTarget.prototype.addEventListener).toBe(original);
  source.addEventListener('refresh', () => {});
  expect(source.countListeners('refresh')).toBe(1);
});
