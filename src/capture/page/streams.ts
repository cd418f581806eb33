import type { PageApi } from '../../traffic';
import { maxEventTypes, maxHeadersRead, maxUrlLength } from '../protocol/limits';
import { addText, noTexts } from './call-text';
import { createClassHook, createHook, type Hook } from './proxied-function';
import type { CallFacts } from './call-arguments';
import { argumentAt, getterOf, isInstance, readBy } from './page-objects';
import { apply, isArray, ownData, ownList, ownWeakMap } from './primordials';

type StreamApi = Extract<PageApi, 'WebSocket' | 'EventSource'>;

/** `hasCaller`: page code made the call, which isn't the case for a received message. */
export type ReportStream = (api: StreamApi, facts: CallFacts, hasCaller: boolean) => void;

/**
 * Reports token-shaped text of web sockets and event streams in the page world: URLs, sub-protocols, and text messages.
 * Adds listeners of its own, which a page can't list. Listens to named events of an event source only if the page does
 * too, and ignores events that the page dispatched. Binary messages aren't read. After `remove` the listeners stay but
 * report nothing.
 */
export function createStreams(
  world: Window & typeof globalThis,
  report: ReportStream,
): Pick<Hook, 'install' | 'remove'> {
  const { addEventListener } = world.EventTarget.prototype;
  const currentTarget = getterOf(world.Event.prototype, 'currentTarget');
  const dataOf = getterOf(world.MessageEvent.prototype, 'data');
  const socketKind = world.WebSocket.prototype;
  const socketUrl = getterOf(socketKind, 'url');
  const sourceKind = world.EventSource.prototype;
  const sourceUrl = getterOf(sourceKind, 'url');
  const typesOf = ownWeakMap<object, string[]>();
  let isListening = false;

  // Installed only in pages that have an event source, since all other listeners are added through it too.
  const namedEventHook = createHook(world.EventTarget.prototype, 'addEventListener', (self, args) => {
    const types = isInstance(self, sourceKind) ? typesOf.get(self) : undefined;
    const type = argumentAt(args, 0);
    if (types === undefined || typeof type !== 'string' || includes(types, type)) return;
    if (type === 'message' || type === 'open' || type === 'error') return;
    if (types.length === maxEventTypes) {
      report('EventSource', { method: '', url: '', texts: { ...noTexts, leftOut: 1 } }, false);
      return;
    }
    types[types.length] = type;
    listen(self, type, handleSourceMessage);
  });
  let hasSource = false;

  const hooks: readonly Hook[] = [
    createClassHook(world, 'WebSocket', (socket, args) => {
      listen(socket, 'message', handleSocketMessage);
      reportOpened('WebSocket', socket, concatenateProtocols(argumentAt(args, 1)));
    }),
    createHook(socketKind, 'send', (socket, args) => {
      // `send` on another object throws anyway. Without an object, the listener would be added to the window.
      if (readBy(socketUrl, socket) === undefined) return;
      // Covers a socket that was created before the reports started.
      listen(socket, 'message', handleSocketMessage);
      reportMessage('WebSocket', socket, 'message sent', argumentAt(args, 0));
    }),
    createClassHook(world, 'EventSource', (source) => {
      typesOf.set(source, ownList());
      listen(source, 'message', handleSourceMessage);
      hasSource = true;
      namedEventHook.install();
      reportOpened('EventSource', source, '');
    }),
  ];

  return {
    install() {
      isListening = true;
      for (let index = 0; index < hooks.length; index += 1) hooks[index]?.install();
      if (hasSource) namedEventHook.install();
    },
    remove() {
      isListening = false;
      for (let index = 0; index < hooks.length; index += 1) hooks[index]?.remove();
      namedEventHook.remove();
    },
  };

  /** Adding the same listener again has no effect (DOM Standard, "add an event listener"). */
  function listen(target: object, type: string, listener: (event: Event) => void): void {
    apply(addEventListener, target as EventTarget, [type, listener]);
  }

  function handleSocketMessage(event: Event): void {
    handleMessage('WebSocket', event);
  }

  function handleSourceMessage(event: Event): void {
    handleMessage('EventSource', event);
  }

  function handleMessage(api: StreamApi, event: Event): void {
    // `isTrusted` is an own property of the event and can't be redefined.
    if (!isListening || !event.isTrusted) return;
    reportMessage(api, readBy(currentTarget, event) as object, 'message received', readBy(dataOf, event));
  }

  function reportOpened(api: StreamApi, stream: object, protocols: string): void {
    const url = urlOf(api, stream);
    const withUrl = addText(noTexts, 'request url', '', url);
    const texts = addText(withUrl, 'request header', 'Sec-WebSocket-Protocol', protocols);
    if (texts !== noTexts) report(api, { method: '', url, texts }, true);
  }

  function reportMessage(
    api: StreamApi,
    stream: object,
    location: 'message sent' | 'message received',
    data: unknown,
  ): void {
    if (typeof data !== 'string') return;
    const texts = addText(noTexts, location, '', data);
    if (texts === noTexts) return;
    report(api, { method: '', url: urlOf(api, stream), texts }, location === 'message sent');
  }

  function urlOf(api: StreamApi, stream: object): string {
    return limitUrl(readBy(api === 'WebSocket' ? socketUrl : sourceUrl, stream));
  }
}

function includes(list: readonly string[], text: string): boolean {
  for (let index = 0; index < list.length; index += 1) if (list[index] === text) return true;
  return false;
}

function limitUrl(url: unknown): string {
  return typeof url === 'string' && url.length <= maxUrlLength ? url : '';
}

/** The sub-protocols in the form of the request header (RFC 6455 §4.1). */
function concatenateProtocols(protocols: unknown): string {
  if (typeof protocols === 'string') return protocols;
  if (!isArray(protocols)) return '';
  let text = '';
  for (let index = 0; index < protocols.length && index < maxHeadersRead; index += 1) {
    const protocol = ownData(protocols, index);
    if (typeof protocol === 'string') text = text === '' ? protocol : `${text}, ${protocol}`;
  }
  return text;
}
