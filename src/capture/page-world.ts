import { findCallSite, findScriptUrl } from './call-site';
import { createHook } from './hook';
import type { Call } from './messages';
import { createCallReader } from './page-calls';
import { callEvent, startEvent, stopEvent } from './page-events';
import { hasTokenShape } from './token-shape';

type World = Window & typeof globalThis;

/** Calls made before somebody listens. */
const maxKeptCalls = 50;

/**
 * Reports each call of `fetch` and XMLHttpRequest in the page's own world that is given an `Authorization` header with
 * token-shaped text, and the line of code that made it. Changes no behaviour. Lives as long as the page; silent from
 * `stop` on, until the next `start`. Call it before any script of the page: it keeps the functions it needs.
 */
export function watchPageWorld(world: World): void {
  const { apply } = Reflect;
  const { stringify } = JSON;
  const { dispatchEvent } = world.EventTarget.prototype;
  const OwnEvent = world.CustomEvent;
  const OwnError = Error;

  const ownUrl = findScriptUrl(new OwnError().stack);
  const reader = createCallReader(world);
  const requests = world.XMLHttpRequest.prototype;
  const hooks = [
    createHook(world, 'fetch', (_self, args) => report('fetch', reader.readFetch(args))),
    createHook(requests, 'open', reader.noteOpen),
    createHook(requests, 'setRequestHeader', reader.noteHeader),
    createHook(requests, 'send', (self) => report('XMLHttpRequest', reader.readSend(self))),
  ];
  let kept: string[] = [];
  let isHeard = false;

  world.addEventListener(startEvent, () => {
    for (const hook of hooks) hook.install();
    isHeard = true;
    const waiting = kept;
    kept = [];
    for (const text of waiting) tell(text);
  });
  world.addEventListener(stopEvent, () => {
    isHeard = false;
    kept = [];
    for (const hook of hooks) hook.remove();
  });
  for (const hook of hooks) hook.install();

  function report(api: Call['api'], facts: Omit<Call, 'api' | 'callSite'> | undefined): void {
    if (facts === undefined || !hasTokenShape(facts.authorization)) return;
    const callSite = findCallSite(new OwnError().stack, ownUrl);
    const text = stringify({ __proto__: null, api, ...facts, callSite });
    if (isHeard) tell(text);
    else if (kept.length < maxKeptCalls) kept[kept.length] = text;
  }

  function tell(text: string): void {
    apply(dispatchEvent, world, [new OwnEvent(callEvent, { detail: text })]);
  }
}
