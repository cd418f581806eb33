/** One method of the page's world that is watched. */
export interface Hook {
  /** Puts the hook in place, unless what stands there already leads to it. */
  install(): void;
  /** Puts the page's own function back if the hook still stands in its place; silent from now on in any case. */
  remove(): void;
}

type AnyFunction = (this: unknown, ...args: never[]) => unknown;

// Kept from the start: the page may redefine them.
const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;

/**
 * Watches calls of `holder[name]`. The hook is a proxy of the function it stands for, so its name, length and
 * properties stay those of the original; `this`, arguments, result and errors pass through untouched, and whatever
 * `note` throws is dropped. A function behind a getter of the page's is left alone.
 */
export function createHook(
  holder: object,
  name: string,
  note: (self: unknown, args: ArrayLike<unknown>) => void,
): Hook {
  let isListening = false;
  let inPlace: { readonly original: AnyFunction; readonly proxy: AnyFunction } | undefined;

  return {
    install() {
      isListening = true;
      // A page that wrapped the hook in its turn still calls it: a second one would report each call twice.
      if (inPlace !== undefined) return;
      const original: unknown = getOwnPropertyDescriptor(holder, name)?.value;
      if (!isFunction(original)) return;
      const proxy = new Proxy(original, { apply: passOn });
      if (replace(holder, name, proxy)) inPlace = { original, proxy };
    },
    remove() {
      isListening = false;
      if (inPlace === undefined || getOwnPropertyDescriptor(holder, name)?.value !== inPlace.proxy) return;
      if (replace(holder, name, inPlace.original)) inPlace = undefined;
    },
  };

  function passOn(target: AnyFunction, self: unknown, args: ArrayLike<unknown>): unknown {
    if (isListening) {
      try {
        note(self, args);
      } catch {
        // The page's call goes on.
      }
    }
    return apply(target, self, args);
  }
}

function isFunction(value: unknown): value is AnyFunction {
  return typeof value === 'function';
}

/** Changes the value alone: whether it is writable and enumerable stays. False for a property that the page froze. */
function replace(holder: object, name: string, value: AnyFunction): boolean {
  return defineProperty(holder, name, { value });
}
