/**
 * Removes what a worker can send data with. The first import of every worker, so that it runs before anything else: the
 * content security policy of a page doesn't apply to its workers, and that of the extension lets the background connect.
 */
const connections = [
  'fetch',
  'XMLHttpRequest',
  'WebSocket',
  'WebSocketStream',
  'WebTransport',
  'EventSource',
  'importScripts',
  // `caches.open(…).add(url)` requests the URL.
  'Cache',
  'CacheStorage',
  'caches',
  'FontFace',
  'RTCPeerConnection',
  'RTCDataChannel',
  'BackgroundFetchManager',
  // Another worker would have all of these again.
  'Worker',
  'SharedWorker',
];

for (const name of connections) {
  // Most are inherited: a shadowing property alone could be deleted again.
  for (let owner: object | null = self; owner !== null; owner = Reflect.getPrototypeOf(owner)) {
    Reflect.deleteProperty(owner, name);
  }
  Object.defineProperty(self, name, { value: undefined, writable: false, configurable: false });
}
