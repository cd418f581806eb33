import type { Call } from './messages';

type CallFacts = Omit<Call, 'api' | 'callSite'>;

/**
 * Reads what a page hands to `fetch` and XMLHttpRequest without changing it: no getter of the page's is called and no
 * iterator is used up, so headers in such a shape are not seen. Built at the start, with the functions of that time.
 */
export interface CallReader {
  readFetch(args: ArrayLike<unknown>): CallFacts | undefined;
  noteOpen(request: unknown, args: ArrayLike<unknown>): void;
  noteHeader(request: unknown, args: ArrayLike<unknown>): void;
  readSend(request: unknown): CallFacts | undefined;
}

interface OpenedRequest {
  readonly method: string;
  readonly url: string;
  readonly authorization?: string;
}

const { apply, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const { isArray } = Array;

/** `world` is the window whose `fetch` and XMLHttpRequest are watched. */
export function createCallReader(world: Window & typeof globalThis): CallReader {
  const headerOf = world.Headers.prototype.get;
  const requestUrl = getterOf(world.Request.prototype, 'url');
  const requestMethod = getterOf(world.Request.prototype, 'method');
  const requestHeaders = getterOf(world.Request.prototype, 'headers');
  const urlText = getterOf(world.URL.prototype, 'href');
  const ResolvedUrl = world.URL;
  const opened = ownWeakMap<object, OpenedRequest>();

  return {
    readFetch(args) {
      const input = args[0];
      const init = args[1];
      const headers =
        dataMember(init, 'headers') ?? read(requestHeaders, init) ?? read(requestHeaders, input);
      const authorization = authorizationOf(headers);
      if (authorization === undefined) return undefined;
      const method = dataMember(init, 'method') ?? read(requestMethod, init) ?? read(requestMethod, input);
      return {
        method: typeof method === 'string' ? upperCased(method) : 'GET',
        url: resolve(read(requestUrl, input) ?? read(urlText, input) ?? input),
        authorization,
      };
    },
    noteOpen(request, args) {
      const method = args[0];
      const url = args[1];
      opened.set(request as object, {
        method: typeof method === 'string' ? upperCased(method) : '',
        url: resolve(read(urlText, url) ?? url),
      });
    },
    noteHeader(request, args) {
      const name = args[0];
      const value = args[1];
      const call = opened.get(request as object);
      if (call === undefined || !isAuthorization(name) || typeof value !== 'string') return;
      // A header set twice is sent as one, with a comma between (XMLHttpRequest Standard, setRequestHeader).
      const authorization = call.authorization === undefined ? value : `${call.authorization}, ${value}`;
      opened.set(request as object, { ...call, authorization });
    },
    readSend(request) {
      const call = opened.get(request as object);
      return call?.authorization === undefined ? undefined : { ...call, authorization: call.authorization };
    },
  };

  function authorizationOf(headers: unknown): string | undefined {
    if (typeof headers !== 'object' || headers === null) return undefined;
    const listed = readHeaders(headers);
    if (typeof listed === 'string') return listed;
    return isArray(headers) ? pairedAuthorization(headers) : keyedAuthorization(headers);
  }

  /** Throws nothing when `headers` is no `Headers`: the answer is then undefined. */
  function readHeaders(headers: object): unknown {
    try {
      return apply(headerOf, headers, ['authorization']);
    } catch {
      return undefined;
    }
  }

  function resolve(url: unknown): string {
    if (typeof url !== 'string') return '';
    try {
      return new ResolvedUrl(url, world.document.baseURI).href;
    } catch {
      return url;
    }
  }
}

function pairedAuthorization(pairs: readonly unknown[]): string | undefined {
  for (let index = 0; index < pairs.length; index += 1) {
    const pair = pairs[index];
    if (!isArray(pair) || !isAuthorization(pair[0])) continue;
    return typeof pair[1] === 'string' ? pair[1] : undefined;
  }
  return undefined;
}

function keyedAuthorization(headers: object): string | undefined {
  const keys = ownKeys(headers);
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index];
    if (!isAuthorization(key)) continue;
    const value: unknown = getOwnPropertyDescriptor(headers, key)?.value;
    if (typeof value === 'string') return value;
  }
  return undefined;
}

function isAuthorization(name: unknown): name is string {
  return typeof name === 'string' && name.length === 13 && /^authorization$/i.test(name);
}

/** Only the methods of the Fetch Standard's "normalize a method" are sent in capitals whatever their case. */
function upperCased(method: string): string {
  return /^(?:delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method;
}

/** A member that is plain data, the object's own or inherited; a getter of the page's is not called. */
function dataMember(object: unknown, name: string): unknown {
  let holder: unknown = object;
  while (typeof holder === 'object' && holder !== null) {
    const found = getOwnPropertyDescriptor(holder, name);
    if (found !== undefined) return found.value as unknown;
    holder = getPrototypeOf(holder);
  }
  return undefined;
}

type Getter = () => unknown;

function getterOf(prototype: object, name: string): Getter | undefined {
  return getOwnPropertyDescriptor(prototype, name)?.get;
}

/** A browser's own getter throws when it is read from an object of another kind; that is how kinds are told apart. */
function read(getter: Getter | undefined, object: unknown): unknown {
  if (getter === undefined || typeof object !== 'object' || object === null) return undefined;
  try {
    return apply(getter, object, []);
  } catch {
    return undefined;
  }
}

/** A WeakMap that keeps its methods when the page redefines those of all others. */
function ownWeakMap<Key extends object, Value>(): WeakMap<Key, Value> {
  const map = new WeakMap<Key, Value>();
  const { get, set } = map;
  return Object.assign(map, { get, set });
}
