/** Calls at once, so that 200 of them neither queue behind each other nor flood the browser. */
const CALLS_AT_ONCE = 8;

export async function callOrders(url, token) {
  const answer = await fetch(url, { headers: headersFor(token) });
  await answer.text();
  return describe(url, answer.status, answer.headers.get('www-authenticate'));
}

export function callOrdersWithXhr(url, token) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('GET', url);
    for (const [name, value] of Object.entries(headersFor(token))) request.setRequestHeader(name, value);
    request.addEventListener('load', () =>
      resolve(describe(url, request.status, request.getResponseHeader('www-authenticate'))),
    );
    request.addEventListener('error', () => reject(new Error('the API did not answer')));
    request.send();
  });
}

/** Answers with each kind of answer and how often it came: `200 /orders, 200 times`. */
export async function callOrdersOften(url, token, times) {
  const counts = new Map();
  let left = times;
  const work = async () => {
    while (left > 0) {
      left -= 1;
      const answer = await callOrders(url, token);
      counts.set(answer, (counts.get(answer) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, work));
  return [...counts].map(([answer, count]) => `${answer}, ${count} times`).join('; ');
}

function headersFor(token) {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

function describe(url, status, challenge) {
  const error = /error="([^"]*)"/.exec(challenge ?? '')?.[1];
  const words = [status, new URL(url).pathname];
  return (error === undefined ? words : [...words, error]).join(' ');
}
