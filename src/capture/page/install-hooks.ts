import type { PageApi } from '../../traffic';
import { callText } from './call-text';
import { createHook, createSourceTextHook, type Hook } from './proxied-function';
import { createBeaconReader } from './beacons';
import { createCallReader, type CallFacts } from './call-arguments';
import {
  channelEvent,
  pageCallRate,
  pageTextRate,
  readyEvent,
  reportEvent,
  startEvent,
  stopEvent,
} from '../protocol/page-events';
import { getterOf, readBy } from './page-objects';
import { createStreams } from './streams';
import { apply, now, ownList, partOf } from './primordials';
import { readOwnStack } from './own-stack';
import { RateLimit } from '../protocol/rate-limit';
import { maxCallTextLength, maxEarlyCalls, maxStackLength } from '../protocol/limits';

type World = Window & typeof globalThis;

/**
 * Reports calls made in the page world, with their stacks: `fetch`, XMLHttpRequest and `sendBeacon` if their URL, headers
 * or beacon data contain token-shaped text; WebSocket and EventSource if their URL, sub-protocols or messages do. Doesn't
 * change the page's behavior. Calls over the rate limit are only counted. Reports nothing from `stop` until the next
 * `start`. Call it before any script of the page runs, since it stores the functions that it needs.
 */
export function watchPageWorld(world: World): void {
  const { addEventListener, dispatchEvent } = world.EventTarget.prototype;
  const OwnEvent = world.CustomEvent;
  const relatedTarget = getterOf(world.MouseEvent.prototype, 'relatedTarget');
  const detail = getterOf(OwnEvent.prototype, 'detail');

  const reader = createCallReader(world);
  const requests = world.XMLHttpRequest.prototype;
  const calls = new RateLimit(pageCallRate);
  const characters = new RateLimit(pageTextRate);
  const fetchHook = createHook(world, 'fetch', (_self, args) => {
    hookedCalls += 1;
    report('fetch', reader.readFetch(args), true);
  });
  const sendHook = createHook(requests, 'send', (self) => {
    hookedCalls += 1;
    report('XMLHttpRequest', reader.readSend(self), true);
  });
  const readBeacon = createBeaconReader(world);
  const hooks: readonly Pick<Hook, 'install' | 'remove'>[] = [
    fetchHook,
    createHook(requests, 'open', reader.noteOpen),
    createHook(requests, 'setRequestHeader', reader.noteHeader),
    sendHook,
    createHook(world.Navigator.prototype, 'sendBeacon', (_self, args) =>
      report('sendBeacon', readBeacon(args), true),
    ),
    createStreams(world, report),
    createSourceTextHook(world.Function.prototype),
  ];
  let channel: object | undefined;
  let kept = ownList<string>();
  let dropped = 0;
  /** Calls of `fetch` and XMLHttpRequest that went through the hooks since the document began. */
  let hookedCalls = 0;
  let bypassed = 0;
  let isListening = false;

  apply(addEventListener, world, [channelEvent, connect]);
  apply(dispatchEvent, world, [new OwnEvent(readyEvent)]);
  for (let index = 0; index < hooks.length; index += 1) hooks[index]?.install();

  function connect(event: Event): void {
    const node = readBy(relatedTarget, event);
    if (channel !== undefined || typeof node !== 'object' || node === null) return;
    channel = node;
    apply(addEventListener, node as Node, [startEvent, start]);
    apply(addEventListener, node as Node, [stopEvent, stop]);
    send('');
  }

  function start(event: Event): void {
    for (let index = 0; index < hooks.length; index += 1) hooks[index]?.install();
    isListening = true;
    const waiting = kept;
    kept = ownList();
    for (let index = 0; index < waiting.length; index += 1) send(waiting[index] ?? '');
    // Always sent: it also shows the content script that this script still works.
    send(createStateReport(readBy(detail, event)));
  }

  /** Counts finished calls that bypassed a hook the page replaced. A library's wrapper still calls the hook. */
  function createStateReport(finished: unknown): string {
    const isReplaced = fetchHook.isReplaced() || sendHook.isReplaced();
    const missed = isReplaced && typeof finished === 'number' ? finished - hookedCalls : 0;
    if (dropped === 0 && missed <= bypassed) return '';
    if (missed > bypassed) bypassed = missed;
    const text = `{"dropped":${dropped},"bypassed":${bypassed}}`;
    dropped = 0;
    return text;
  }

  function stop(): void {
    isListening = false;
    kept = ownList();
    dropped = 0;
    for (let index = 0; index < hooks.length; index += 1) hooks[index]?.remove();
  }

  function report(api: PageApi, facts: CallFacts | undefined, hasCaller: boolean): void {
    if (facts === undefined) return;
    const { method, url, texts } = facts;
    dropped += texts.leftOut;
    if (texts.count === 0) return;
    const nowMs = now();
    if (!calls.take(nowMs)) {
      dropped += 1;
      return;
    }
    const text = callText(api, method, url, texts.json, hasCaller ? readTruncatedStack() : undefined);
    if (text.length > maxCallTextLength || !characters.take(nowMs, text.length)) dropped += 1;
    else if (isListening) send(text);
    else if (kept.length < maxEarlyCalls) kept[kept.length] = text;
    else dropped += 1;
  }

  function send(text: string): void {
    if (channel === undefined) return;
    const init = { __proto__: null, detail: text } as CustomEventInit;
    apply(dispatchEvent, channel as Node, [new OwnEvent(reportEvent, init)]);
  }
}

function readTruncatedStack(): string | undefined {
  const stack = readOwnStack();
  return typeof stack === 'string' ? partOf(stack, 0, maxStackLength) : undefined;
}
