import { maxUrlLength } from '../protocol/limits';
import { apply, getOwnPropertyDescriptor, getPrototypeOf, ownData } from './primordials';

/** Prototypes looked through: more than any class of a browser or an application has. */
const maxPrototypes = 16;

export type Getter = () => unknown;

/** A browser's own getter; undefined where the browser has no such member. */
export function getterOf(prototype: object, name: string): Getter | undefined {
  let holder: object | null = prototype;
  for (let depth = 0; depth < maxPrototypes && holder !== null; depth += 1) {
    const found = getOwnPropertyDescriptor(holder, name);
    if (found !== undefined) return found.get;
    holder = getPrototypeOf(holder);
  }
  return undefined;
}

/** Undefined when `object` is not of the getter's kind, whatever its prototype says. */
export function readBy(getter: Getter | undefined, object: object | undefined): unknown {
  if (getter === undefined || object === undefined) return undefined;
  try {
    return apply(getter, object, []);
  } catch {
    return undefined;
  }
}

/** By its prototypes alone: asking a getter of the kind would cost an exception for each object that is none. */
export function isKind(value: unknown, kind: object): value is object {
  let holder = typeof value === 'object' && value !== null ? getPrototypeOf(value) : null;
  for (let depth = 0; depth < maxPrototypes && holder !== null; depth += 1) {
    if (holder === kind) return true;
    holder = getPrototypeOf(holder);
  }
  return false;
}

/** A member that is plain data, the object's own or inherited; a getter of the page's is not called. */
export function dataMember(object: unknown, name: string): unknown {
  let holder = typeof object === 'object' ? object : null;
  for (let depth = 0; depth < maxPrototypes && holder !== null; depth += 1) {
    if (getOwnPropertyDescriptor(holder, name) !== undefined) return ownData(holder, name);
    holder = getPrototypeOf(holder);
  }
  return undefined;
}

/** An argument that is not there would be looked for in the list's prototype. */
export function argumentAt(args: ArrayLike<unknown>, index: number): unknown {
  return index < args.length ? args[index] : undefined;
}

/** Reads what a page hands over as a URL: text, or a `URL`; nothing is turned into text. */
export interface UrlReader {
  textOf(value: unknown): unknown;
  /** As the page's document resolves it; as it stands where it cannot. Empty for what is no text, and past the bound. */
  resolve(url: unknown): string;
}

export function createUrlReader(world: Window & typeof globalThis): UrlReader {
  const OwnUrl = world.URL;
  const kind = OwnUrl.prototype;
  const href = getterOf(kind, 'href');
  const { document } = world;
  const baseUri = getterOf(document, 'baseURI');
  return {
    textOf: (value) => (isKind(value, kind) ? readBy(href, value) : value),
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
