import type { PageApi } from '../../traffic';
import { maxHeadersRead, maxUrlLength } from '../protocol/limits';
import { carry, nothingReported } from './call-text';
import { createClassHook, createHook, type Hook } from './proxied-function';
import type { CallFacts } from './call-arguments';
import { argumentAt, getterOf, isKind, readBy } from './page-objects';
import { apply, isArray, ownData, ownList, ownWeakMap } from './primordials';

/** Names of its own that an event source is heard for; more of them are counted. */
const maxEventTypes = 100;

type StreamApi = Extract<PageApi, 'WebSocket' | 'EventSource'>;

/** `hasCaller`: a line of the page's code made it, which a received message has not. */
export type ReportStream = (api: StreamApi, facts: CallFacts, hasCaller: boolean) => void;

/**
 * Tells what web sockets and event streams of a page's world carry: addresses, sub-protocols, and messages that are
 * text. Listens with listeners of its own, which a page cannot list; of an event source's named events only to those
 * that the page listens to as well, and to no event that the page made itself. Not told: what stands in a binary
 * message. Once removed, listeners that are there stay and tell nothing.
 */
export function createStreams(
  world: Window & typeof globalThis,
  tell: ReportStream,
): Pick<Hook, 'install' | 'remove'> {
  const { addEventListener } = world.EventTarget.prototype;
  const currentTarget = getterOf(world.Event.prototype, 'currentTarget');
  const dataOf = getterOf(world.MessageEvent.prototype, 'data');
  const socketKind = world.WebSocket.prototype;
  const socketUrl = getterOf(socketKind, 'url');
  const sourceKind = world.EventSource.prototype;
  const sourceUrl = getterOf(sourceKind, 'url');
  const heardTypes = ownWeakMap<object, string[]>();
  let isListening = false;

  // Only put there for pages that have an event source: everything else in a page listens by it, too.
  const named = createHook(world.EventTarget.prototype, 'addEventListener', (self, args) => {
    const types = isKind(self, sourceKind) ? heardTypes.get(self) : undefined;
    const type = argumentAt(args, 0);
    if (types === undefined || typeof type !== 'string' || holds(types, type)) return;
    if (type === 'message' || type === 'open' || type === 'error') return;
    if (types.length === maxEventTypes) {
      tell('EventSource', { method: '', url: '', carried: { ...nothingReported, leftOut: 1 } }, false);
      return;
    }
    types[types.length] = type;
    listen(self, type, hearSource);
  });
  let hasSource = false;

  const hooks: readonly Hook[] = [
    createClassHook(world, 'WebSocket', (socket, args) => {
      listen(socket, 'message', hearSocket);
      tellOpened('WebSocket', socket, joined(argumentAt(args, 1)));
    }),
    createHook(socketKind, 'send', (socket, args) => {
      // Called on what is no socket it fails; called on nothing, we would listen to the window.
      if (readBy(socketUrl, socket) === undefined) return;
      // One that was made while nobody listened.
      listen(socket, 'message', hearSocket);
      tellMessage('WebSocket', socket, 'message sent', argumentAt(args, 0));
    }),
    createClassHook(world, 'EventSource', (source) => {
      heardTypes.set(source, ownList());
      listen(source, 'message', hearSource);
      hasSource = true;
      named.install();
      tellOpened('EventSource', source, '');
    }),
  ];

  return {
    install() {
      isListening = true;
      for (let index = 0; index < hooks.length; index += 1) hooks[index]?.install();
      if (hasSource) named.install();
    },
    remove() {
      isListening = false;
      for (let index = 0; index < hooks.length; index += 1) hooks[index]?.remove();
      named.remove();
    },
  };

  /** The same listener a second time changes nothing (DOM Standard, "add an event listener"). */
  function listen(target: object, type: string, listener: (event: Event) => void): void {
    apply(addEventListener, target as EventTarget, [type, listener]);
  }

  function hearSocket(event: Event): void {
    hear('WebSocket', event);
  }

  function hearSource(event: Event): void {
    hear('EventSource', event);
  }

  function hear(api: StreamApi, event: Event): void {
    // `isTrusted` is the event's own, and cannot be redefined.
    if (!isListening || !event.isTrusted) return;
    tellMessage(api, readBy(currentTarget, event) as object, 'message received', readBy(dataOf, event));
  }

  function tellOpened(api: StreamApi, stream: object, protocols: string): void {
    const url = urlOf(api, stream);
    const addressed = carry(nothingReported, 'request url', '', url);
    const carried = carry(addressed, 'request header', 'Sec-WebSocket-Protocol', protocols);
    if (carried !== nothingReported) tell(api, { method: '', url, carried }, true);
  }

  function tellMessage(
    api: StreamApi,
    stream: object,
    place: 'message sent' | 'message received',
    data: unknown,
  ): void {
    if (typeof data !== 'string') return;
    const carried = carry(nothingReported, place, '', data);
    if (carried === nothingReported) return;
    tell(api, { method: '', url: urlOf(api, stream), carried }, place === 'message sent');
  }

  function urlOf(api: StreamApi, stream: object): string {
    return boundedUrl(readBy(api === 'WebSocket' ? socketUrl : sourceUrl, stream));
  }
}

function holds(list: readonly string[], text: string): boolean {
  for (let index = 0; index < list.length; index += 1) if (list[index] === text) return true;
  return false;
}

function boundedUrl(url: unknown): string {
  return typeof url === 'string' && url.length <= maxUrlLength ? url : '';
}

/** As they travel (RFC 6455 §4.1). */
function joined(protocols: unknown): string {
  if (typeof protocols === 'string') return protocols;
  if (!isArray(protocols)) return '';
  let text = '';
  for (let index = 0; index < protocols.length && index < maxHeadersRead; index += 1) {
    const protocol = ownData(protocols, index);
    if (typeof protocol === 'string') text = text === '' ? protocol : `${text}, ${protocol}`;
  }
  return text;
}
