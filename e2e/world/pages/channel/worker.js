// One script for workers of all three kinds: asks for what it is told to, and says over the port it is given how it went.
self.addEventListener('message', work);
self.addEventListener('connect', ({ ports: [port] }) => {
  port.addEventListener('message', work);
  port.start();
});
// A service worker rules the page at once, so that its first request is made with the page under it.
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

function work(event) {
  const { url, headers } = event.data;
  const done = fetch(url, { headers })
    .then((answer) => answer.text())
    .catch((error) => String(error))
    .then((outcome) => event.ports[0].postMessage(outcome));
  event.waitUntil?.(done);
}
