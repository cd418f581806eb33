import { apply, construct, defineProperty, ownData, OwnProxy, ownWeakMap } from './primordials';

/** A hook for one function or class of the page world. */
export interface Hook {
  /** Installs the hook, unless the current function already leads to it. */
  install(): void;
  /** Restores the original if the hook is still in place. Stops calling `note` in any case. */
  remove(): void;
  /** Whether the page replaced the hook, possibly by a wrapper that still calls it. */
  isReplaced(): boolean;
}

/** `self` is the object that the function was called on, or that the class created. */
export type Note = (self: object, args: ArrayLike<unknown>) => void;

type AnyFunction = (this: unknown, ...args: never[]) => unknown;
type Traps = Pick<ProxyHandler<AnyFunction>, 'apply' | 'construct'>;

/** Reading arguments can run code of a page's proxy. Calls made by that code aren't noted. */
let isNoting = false;

/**
 * Observes calls of `holder[name]`. The hook is a proxy of the original function, so its name, length and properties stay
 * the same; `this`, arguments, result and errors pass through unchanged, and errors of `note` are ignored. A function
 * returned by a getter of the page isn't hooked.
 */
export function createHook(holder: object, name: string, note: Note): Hook {
  return createReplacement(holder, name, (notify) => ({
    apply(target, self: object, args: ArrayLike<unknown>) {
      notify(note, self, args);
      return apply(target, self, args);
    },
  }));
}

/** Maps each hook to its original function. */
const originals = ownWeakMap<object, object>();

/**
 * Makes `Function.prototype.toString` of `holder` return the original source text for hooks, including itself: their
 * name and `[native code]`. The `toString` of another window still shows that they are proxies.
 */
export function createSourceTextHook(holder: object): Hook {
  return createReplacement(holder, 'toString', () => ({
    apply: (target, self: object, args: ArrayLike<unknown>) =>
      apply(target, typeof self === 'function' ? (originals.get(self) ?? self) : self, args),
  }));
}

/**
 * Like `createHook`, for a class: `note` is called after the class, or a subclass, created an object. `constructor` of its
 * prototype is replaced too, so that it equals the class.
 */
export function createClassHook(holder: object, name: string, note: Note): Hook {
  const hook = createReplacement(holder, name, (notify) => ({
    construct(target, args: ArrayLike<unknown>, newTarget) {
      const created = construct(target, args, newTarget) as object;
      notify(note, created, args);
      return created;
    },
  }));
  return {
    install() {
      const original = ownData(holder, name);
      hook.install();
      const hooked = ownData(holder, name);
      if (hooked !== original) replaceConstructor(original, hooked);
    },
    remove() {
      const hooked = ownData(holder, name);
      hook.remove();
      const original = ownData(holder, name);
      if (hooked !== original) replaceConstructor(hooked, original);
    },
    isReplaced: hook.isReplaced,
  };
}

function createReplacement(
  holder: object,
  name: string,
  trap: (notify: (note: Note, self: object, args: ArrayLike<unknown>) => void) => Traps,
): Hook {
  let isListening = false;
  let installed: { readonly original: AnyFunction; readonly proxy: AnyFunction } | undefined;

  return {
    install() {
      isListening = true;
      // A page's wrapper still calls the hook: a second hook would report each call twice.
      if (installed !== undefined) return;
      const original = ownData(holder, name);
      if (!isFunction(original)) return;
      // Without a null prototype, a missing trap would be looked up in Object.prototype, where the page could define it.
      const proxy = new OwnProxy(original, { __proto__: null, ...trap(notify) } as Traps);
      originals.set(proxy, original);
      if (replace(holder, name, proxy)) installed = { original, proxy };
    },
    remove() {
      isListening = false;
      if (installed === undefined || ownData(holder, name) !== installed.proxy) return;
      if (replace(holder, name, installed.original)) installed = undefined;
    },
    isReplaced: () => installed !== undefined && ownData(holder, name) !== installed.proxy,
  };

  function notify(note: Note, self: object, args: ArrayLike<unknown>): void {
    if (!isListening || isNoting) return;
    isNoting = true;
    try {
      note(self, args);
    } catch {
      // The page's call must continue.
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

/** Changes only the value, not whether it's writable and enumerable. False for a frozen property. */
function replace(holder: object, name: string, value: unknown): boolean {
  return defineProperty(holder, name, { __proto__: null, value } as PropertyDescriptor);
}
