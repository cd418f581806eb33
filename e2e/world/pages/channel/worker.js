// One script for workers of all three types: sends the requested fetch, and posts the outcome to the given port.
self.addEventListener('message', work);
self.addEventListener('connect', ({ ports: [port] }) => {
  port.addEventListener('message', work);
  port.start();
});
// A service worker takes control at once, so that its first request is sent while it controls the page.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

function work(event) {
  const { url, headers } = event.data;
  const done = fetch(url, { headers })
    .then((response) => response.text())
    .catch((error) => String(error))
    .then((outcome) => event.ports[0].postMessage(outcome));
  event.waitUntil?.(done);
}
