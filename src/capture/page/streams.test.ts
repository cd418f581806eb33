import { beforeEach, describe, expect, it } from 'vitest';
import { startEvent, stopEvent } from '../protocol/page-events';
import { createPage } from './page.fixture';
import { watchPageWorld } from './install-hooks';

const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln';
const socketUrl = 'wss://api.test/live';

let fake: ReturnType<typeof createPage>;
let reports: unknown[];

beforeEach(() => {
  fake = createPage();
  reports = fake.collectReports();
  watchPageWorld(fake.world);
  fake.connect();
  fake.send(startEvent);
});

describe('a WebSocket', () => {
  it('reports nothing without token-shaped text', () => {
    const socket = new fake.page.WebSocket(socketUrl, ['graphql-ws']);
    socket.send('{"type":"ping"}');
    socket.send(new Uint8Array(3));
    socket.receive('pong');
    socket.receive(new ArrayBuffer(3));
    expect(reports).toEqual([]);
  });

  it('reports its URL, and its sub-protocols as in the header', () => {
    expect(new fake.page.WebSocket(`/live?access_token=${token}`, ['v1', token])).toBeInstanceOf(
      fake.page.WebSocket,
    );
    const url = `wss://app.test/live?access_token=${token}`;
    expect(reports).toMatchObject([
      {
        api: 'WebSocket',
        method: '',
        url,
        texts: [
          { kind: 'request url', name: '', text: url },
          { kind: 'request header', name: 'Sec-WebSocket-Protocol', text: `v1, ${token}` },
        ],
      },
    ]);
  });

  it('reports messages in both directions, received ones without a stack', () => {
    const socket = new fake.page.WebSocket(socketUrl, 'v1');
    socket.send(`{"payload":"${token}"}`);
    socket.receive(`{"token":"${token}"}`);
    expect(socket.sent).toEqual([`{"payload":"${token}"}`]);
    expect(reports).toMatchObject([
      { url: socketUrl, texts: [{ kind: 'message sent', name: '', text: `{"payload":"${token}"}` }] },
      { url: socketUrl, texts: [{ kind: 'message received', name: '', text: `{"token":"${token}"}` }] },
    ]);
    expect(reports[1]).not.toHaveProperty('stack');
  });

  it('is observed from its first sent message if it was created before start', () => {
    fake.send(stopEvent);
    const socket = new fake.page.WebSocket(socketUrl);
    fake.send(startEvent);
    socket.receive(token);
    expect(reports).toEqual([]);
    socket.send('hello');
    socket.send('hello');
    socket.receive(token);
    expect(reports.length).toBe(1);
  });

  it('ignores events that the page dispatched', () => {
    new fake.page.WebSocket(socketUrl).receive(token, 'message', false);
    expect(reports).toEqual([]);
  });

  it('adds no listener if send is called on another object', () => {
    const { send } = fake.page.WebSocket.prototype;
    for (const self of [fake.page, new fake.page.EventTarget()]) {
      expect(() => Reflect.apply(send, self, [token])).toThrow(TypeError);
      expect(self.countListeners('message')).toBe(0);
    }
    expect(reports).toEqual([]);
  });

  it('reports nothing after stop', () => {
    const socket = new fake.page.WebSocket(socketUrl);
    fake.send(stopEvent);
    socket.receive(token);
    socket.send(token);
    fake.send(startEvent);
    expect(reports).toEqual([]);
  });
});

describe('an EventSource', () => {
  it('reports its URL and its messages', () => {
    const source = new fake.page.EventSource(`/events?jwt=${token}`);
    source.receive(`{"token":"${token}"}`);
    expect(reports).toMatchObject([
      {
        api: 'EventSource',
        url: `https://app.test/events?jwt=${token}`,
        texts: [{ kind: 'request url' }],
      },
      { api: 'EventSource', texts: [{ kind: 'message received', text: `{"token":"${token}"}` }] },
    ]);
  });

  it('reports named events that the page listens to, each once, up to the limit of names', () => {
    const source = new fake.page.EventSource('/events');
    source.receive(token, 'other');
    for (const type of ['refresh', 'refresh', 'message']) source.addEventListener(type, () => {});
    source.receive(token, 'refresh');
    source.receive(token);
    expect(reports.length).toBe(2);
    for (let index = 0; index < 105; index += 1) source.addEventListener(`n${index}`, () => {});
    for (let index = 0; index < 105; index += 1) source.receive(token, `n${index}`);
    expect(reports.length).toBe(101);
    fake.send(startEvent);
    // The others are counted.
    expect(reports.at(-1)).toEqual({ dropped: 6, bypassed: 0 });
  });

  it('counts a name once even if the page adds many listeners for it', () => {
    const source = new fake.page.EventSource('/events');
    for (let index = 0; index < 1_000; index += 1) source.addEventListener('refresh', () => {});
    source.addEventListener('late', () => {});
    source.receive(token, 'late');
    expect(reports.length).toBe(1);
  });
});

it("addEventListener isn't hooked until a page has an EventSource, and is restored on stop", () => {
  const { EventTarget } = fake.page;
  const original = EventTarget.prototype.addEventListener;
  fake.send(stopEvent);
  fake.send(startEvent);
  expect(EventTarget.prototype.addEventListener).toBe(original);
  const source = new fake.page.EventSource('/events');
  expect(EventTarget.prototype.addEventListener).not.toBe(original);
  fake.send(stopEvent);
  expect(EventTarget.prototype.addEventListener).toBe(original);
  source.addEventListener('refresh', () => {});
  expect(source.countListeners('refresh')).toBe(1);
});
