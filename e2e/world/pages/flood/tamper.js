// oxlint-disable no-extend-native -- that a page does this is what is tested
// Modifies the page's own world, where the extension's hooks also run. Each replacement throws its own name when it's
// called, to distinguish its error from others.
const names = [
  'push',
  'map',
  'filter',
  'forEach',
  'join',
  'slice',
  'find',
  'some',
  'includes',
  'concat',
  'flatMap',
];

/** Functions that return nonsense. */
export function redefine() {
  const own = window.fetch;
  window.fetch = function fetch(...args) {
    return own.apply(this, args);
  };
  JSON.parse = () => ({ api: 'fetch', texts: [] });
  JSON.stringify = () => '"nonsense"';
  RegExp.prototype.exec = () => null;
  String.prototype.includes = () => true;
  for (const name of names) {
    Object.defineProperty(Array.prototype, name, { value: () => [], configurable: true, writable: true });
  }
}

/** Getters and functions that throw when they are used. */
export function trap() {
  const throwing = (name) => () => {
    throw new Error(`trap ${name}`);
  };
  for (const holder of [Storage.prototype, Headers.prototype]) {
    for (const name of ['getItem', 'key', 'length', 'get', 'forEach', 'entries']) {
      if (name in holder) Object.defineProperty(holder, name, { get: throwing(name), configurable: true });
    }
  }
  Object.defineProperty(Document.prototype, 'cookie', { get: throwing('cookie'), configurable: true });
  Object.defineProperty(window, 'indexedDB', { get: throwing('indexedDB'), configurable: true });
  Object.defineProperty(Error, 'stackTraceLimit', { get: throwing('stackTraceLimit'), configurable: true });
  Object.defineProperty(Object.prototype, 'detail', { get: throwing('detail'), configurable: true });
}

/** Nothing can be replaced or restored any more. */
export function freeze() {
  for (const { prototype } of [Object, Array, Function, EventTarget, XMLHttpRequest, WebSocket, Headers]) {
    Object.freeze(prototype);
  }
  for (const name of ['fetch', 'WebSocket', 'XMLHttpRequest', 'EventSource']) {
    Object.defineProperty(window, name, { value: window[name], configurable: false, writable: false });
  }
}
