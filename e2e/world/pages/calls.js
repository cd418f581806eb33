/** The number of parallel calls: 200 calls should neither queue behind each other nor flood the browser. */
const CALLS_AT_ONCE = 8;

export async function callOrders(url, token) {
  const response = await fetch(url, { headers: headersFor(token) });
  await response.text();
  return describe(url, response.status, response.headers.get('www-authenticate'));
}

export function callOrdersWithXhr(url, token) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('GET', url);
    for (const [name, value] of Object.entries(headersFor(token))) request.setRequestHeader(name, value);
    request.addEventListener('load', () =>
      resolve(describe(url, request.status, request.getResponseHeader('www-authenticate'))),
    );
    request.addEventListener('error', () => reject(new Error('the API did not respond')));
    request.send();
  });
}

/** Returns each kind of response with its count: `200 /orders, 200 times`. */
export async function callOrdersOften(url, token, times) {
  const counts = new Map();
  let left = times;
  const work = async () => {
    while (left > 0) {
      left -= 1;
      const outcome = await callOrders(url, token);
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, work));
  return [...counts].map(([outcome, count]) => `${outcome}, ${count} times`).join('; ');
}

function headersFor(token) {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

function describe(url, status, challenge) {
  const error = /error="([^"]*)"/.exec(challenge ?? '')?.[1];
  const words = [status, new URL(url).pathname];
  return (error === undefined ? words : [...words, error]).join(' ');
}
