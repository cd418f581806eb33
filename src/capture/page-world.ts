import type { PageApi } from '../traffic';
import { findCallSite, findScriptUrl } from './call-site';
import { callText } from './call-text';
import { createHook, type Hook } from './hook';
import { createCallReader, type CallFacts } from './page-calls';
import {
  callEvent,
  maxCallTextLength,
  pageCallRate,
  pageTextRate,
  startEvent,
  stopEvent,
} from './page-events';
import { createStreams } from './page-streams';
import { apply, now, ownList } from './primordials';
import { readOwnStack } from './own-stack';
import { RateBound } from './rate-bound';

type World = Window & typeof globalThis;

/** Calls made before somebody listens. */
const maxKeptCalls = 50;

/**
 * Reports each call of `fetch` and XMLHttpRequest in the page's own world whose URL or headers hold token-shaped text,
 * each WebSocket and EventSource whose address, sub-protocols or messages do, and the line of code that made the call.
 * Changes no behaviour. What comes too fast is not told but counted. Lives as long as the page; silent from `stop` on,
 * until the next `start`. Call it before any script of the page: it keeps the functions it needs.
 */
export function watchPageWorld(world: World): void {
  const { addEventListener, dispatchEvent } = world.EventTarget.prototype;
  const OwnEvent = world.CustomEvent;

  const ownUrl = findScriptUrl(readOwnStack());
  const reader = createCallReader(world);
  const requests = world.XMLHttpRequest.prototype;
  const calls = new RateBound(pageCallRate);
  const texts = new RateBound(pageTextRate);
  const streams = createStreams(world, report);
  const hooks: readonly Pick<Hook, 'install' | 'remove'>[] = [
    createHook(world, 'fetch', (_self, args) => report('fetch', reader.readFetch(args), true)),
    createHook(requests, 'open', reader.noteOpen),
    createHook(requests, 'setRequestHeader', reader.noteHeader),
    createHook(requests, 'send', (self) => report('XMLHttpRequest', reader.readSend(self), true)),
    streams,
  ];
  let kept = ownList<string>();
  let dropped = 0;
  let isHeard = false;
  let isTelling = false;

  listen();
  for (let index = 0; index < hooks.length; index += 1) hooks[index]?.install();

  /** Again and again: `document.open` takes the window's listeners away, and twice the same one is one. */
  function listen(): void {
    apply(addEventListener, world, [startEvent, start]);
    apply(addEventListener, world, [stopEvent, stop]);
  }

  function start(): void {
    for (let index = 0; index < hooks.length; index += 1) hooks[index]?.install();
    isHeard = true;
    const waiting = kept;
    kept = ownList();
    for (let index = 0; index < waiting.length; index += 1) tell(waiting[index] ?? '');
    if (dropped > 0) tell(`${dropped}`);
    dropped = 0;
  }

  function stop(): void {
    isHeard = false;
    kept = ownList();
    dropped = 0;
    for (let index = 0; index < hooks.length; index += 1) hooks[index]?.remove();
  }

  function report(api: PageApi, facts: CallFacts | undefined, hasCaller: boolean): void {
    // A page that listens to our events may call what is watched from there.
    if (facts === undefined || isTelling) return;
    const { method, url, carried } = facts;
    dropped += carried.leftOut;
    if (carried.count === 0) return;
    listen();
    const nowMs = now();
    if (!calls.take(nowMs)) {
      dropped += 1;
      return;
    }
    const callSite = hasCaller ? findCallSite(readOwnStack(), ownUrl) : undefined;
    const text = callText(api, method, url, carried.json, callSite);
    if (text.length > maxCallTextLength || !texts.take(nowMs, text.length)) dropped += 1;
    else if (isHeard) tell(text);
    else if (kept.length < maxKeptCalls) kept[kept.length] = text;
    else dropped += 1;
  }

  function tell(text: string): void {
    isTelling = true;
    try {
      const init = { __proto__: null, detail: text } as CustomEventInit;
      apply(dispatchEvent, world, [new OwnEvent(callEvent, init)]);
    } finally {
      isTelling = false;
    }
  }
}
