import { maxUrlLength } from '../protocol/limits';
import { apply, getOwnPropertyDescriptor, getPrototypeOf, ownData } from './primordials';

/** Maximum length of a prototype chain: more than any class of a browser or an application has. */
const maxPrototypes = 16;

type Getter = () => unknown;

/** A browser's own getter; undefined if the browser has no such member. */
export function getterOf(prototype: object, name: string): Getter | undefined {
  let holder: object | null = prototype;
  for (let depth = 0; depth < maxPrototypes && holder !== null; depth += 1) {
    const found = getOwnPropertyDescriptor(holder, name);
    if (found !== undefined) return found.get;
    holder = getPrototypeOf(holder);
  }
  return undefined;
}

/** Undefined if `object` isn't an instance of the getter's class, whatever its prototype is. */
export function readBy(getter: Getter | undefined, object: object | undefined): unknown {
  if (getter === undefined || object === undefined) return undefined;
  try {
    return apply(getter, object, []);
  } catch {
    return undefined;
  }
}

/** Checks the prototype chain only: calling a getter of the class would throw an exception for every other object. */
export function isInstance(value: unknown, kind: object): value is object {
  let holder = typeof value === 'object' && value !== null ? getPrototypeOf(value) : null;
  for (let depth = 0; depth < maxPrototypes && holder !== null; depth += 1) {
    if (holder === kind) return true;
    holder = getPrototypeOf(holder);
  }
  return false;
}

/** A data property, own or inherited; the page's getters aren't called. */
export function dataMember(object: unknown, name: string): unknown {
  let holder = typeof object === 'object' ? object : null;
  for (let depth = 0; depth < maxPrototypes && holder !== null; depth += 1) {
    if (getOwnPropertyDescriptor(holder, name) !== undefined) return ownData(holder, name);
    holder = getPrototypeOf(holder);
  }
  return undefined;
}

/** Reading a missing argument would look it up in the list's prototype. */
export function argumentAt(args: ArrayLike<unknown>, index: number): unknown {
  return index < args.length ? args[index] : undefined;
}

/** Reads an argument that is a URL: text, or a `URL` object. Converts nothing to text. */
export interface UrlReader {
  textOf(value: unknown): unknown;
  /** Resolved against the document, or unchanged if that fails. Empty if it isn't text or exceeds the length limit. */
  resolve(url: unknown): string;
}

/** Reads URLs with the getters that the page had when this was called. Call it before any script of the page runs. */
export function createUrlReader(world: Window & typeof globalThis): UrlReader {
  const OwnUrl = world.URL;
  const kind = OwnUrl.prototype;
  const href = getterOf(kind, 'href');
  const { document } = world;
  const baseUri = getterOf(document, 'baseURI');
  return {
    textOf: (value) => (isInstance(value, kind) ? readBy(href, value) : value),
    resolve(url) {
      if (typeof url !== 'string' || url.length > maxUrlLength) return '';
      try {
        const resolved = readBy(href, new OwnUrl(url, readBy(baseUri, document) as string));
        return typeof resolved === 'string' && resolved.length <= maxUrlLength ? resolved : url;
      } catch {
        return url;
      }
    },
  };
}
