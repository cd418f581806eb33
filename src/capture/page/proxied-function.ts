import { apply, construct, defineProperty, ownData, OwnProxy, ownWeakMap } from './primordials';

/** One function or class of the page's world that is watched. */
export interface Hook {
  /** Puts the hook in place, unless what stands there already leads to it. */
  install(): void;
  /** Puts the page's own back if the hook still stands in its place; silent from now on in any case. */
  remove(): void;
  /** Whether the page put something else in its place, which may still call it. */
  isReplaced(): boolean;
}

/** `self` is what the function was called on, or the object that the class made. */
export type Note = (self: object, args: ArrayLike<unknown>) => void;

type AnyFunction = (this: unknown, ...args: never[]) => unknown;
type Traps = Pick<ProxyHandler<AnyFunction>, 'apply' | 'construct'>;

/** Reading what a page hands over can run code of a proxy that the page made: what that calls in its turn is not noted. */
let isNoting = false;

/**
 * Watches calls of `holder[name]`. The hook is a proxy of the function it stands for, so its name, length and
 * properties stay those of the original; `this`, arguments, result and errors pass through untouched, and whatever
 * `note` throws is dropped. A function behind a getter of the page's is left alone.
 */
export function createHook(holder: object, name: string, note: Note): Hook {
  return createReplacement(holder, name, (tell) => ({
    apply(target, self: object, args: ArrayLike<unknown>) {
      tell(note, self, args);
      return apply(target, self, args);
    },
  }));
}

/** The function behind each hook. */
const originals = ownWeakMap<object, object>();

/**
 * Makes `Function.prototype.toString`, given by its holder, show hooks, itself among them, as the functions they stand
 * for: `function fetch() { [native code] }`. The same function of another window still shows that they are proxies.
 */
export function createSourceTextHook(holder: object): Hook {
  return createReplacement(holder, 'toString', () => ({
    apply: (target, self: object, args: ArrayLike<unknown>) =>
      apply(target, typeof self === 'function' ? (originals.get(self) ?? self) : self, args),
  }));
}

/**
 * The same for a class: `note` is told after each object that it or a class derived from it made, and of none whose
 * making failed. Its prototype's `constructor` leads to the hook as well, as it led to the class.
 */
export function createClassHook(holder: object, name: string, note: Note): Hook {
  const inHolder = createReplacement(holder, name, (tell) => ({
    construct(target, args: ArrayLike<unknown>, newTarget) {
      const made = construct(target, args, newTarget) as object;
      tell(note, made, args);
      return made;
    },
  }));
  return {
    install() {
      const original = ownData(holder, name);
      inHolder.install();
      const hooked = ownData(holder, name);
      if (hooked !== original) replaceConstructor(original, hooked);
    },
    remove() {
      const hooked = ownData(holder, name);
      inHolder.remove();
      const original = ownData(holder, name);
      if (hooked !== original) replaceConstructor(hooked, original);
    },
    isReplaced: inHolder.isReplaced,
  };
}

function createReplacement(
  holder: object,
  name: string,
  trap: (tell: (note: Note, self: object, args: ArrayLike<unknown>) => void) => Traps,
): Hook {
  let isListening = false;
  let inPlace: { readonly original: AnyFunction; readonly proxy: AnyFunction } | undefined;

  return {
    install() {
      isListening = true;
      // A page that wrapped the hook in its turn still calls it: a second one would report each call twice.
      if (inPlace !== undefined) return;
      const original = ownData(holder, name);
      if (!isFunction(original)) return;
      // A trap that the handler has not would be looked for in its prototype, where the page could put one.
      const proxy = new OwnProxy(original, { __proto__: null, ...trap(tell) } as Traps);
      originals.set(proxy, original);
      if (replace(holder, name, proxy)) inPlace = { original, proxy };
    },
    remove() {
      isListening = false;
      if (inPlace === undefined || ownData(holder, name) !== inPlace.proxy) return;
      if (replace(holder, name, inPlace.original)) inPlace = undefined;
    },
    isReplaced: () => inPlace !== undefined && ownData(holder, name) !== inPlace.proxy,
  };

  function tell(note: Note, self: object, args: ArrayLike<unknown>): void {
    if (!isListening || isNoting) return;
    isNoting = true;
    try {
      note(self, args);
    } catch {
      // The page's call goes on.
    } finally {
      isNoting = false;
    }
  }
}

function replaceConstructor(from: unknown, to: unknown): void {
  const prototype = isFunction(from) ? ownData(from, 'prototype') : undefined;
  if (typeof prototype !== 'object' || prototype === null) return;
  if (ownData(prototype, 'constructor') === from) replace(prototype, 'constructor', to);
}

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function';
}

/** Changes the value alone: whether it is writable and enumerable stays. False for a property that the page froze. */
function replace(holder: object, name: string, value: unknown): boolean {
  return defineProperty(holder, name, { __proto__: null, value } as PropertyDescriptor);
}
