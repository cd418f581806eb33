import { createServer } from 'node:http';
import { listen, orders } from './api.js';

const html = (title, text) =>
  `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>`;

/** Responses with reasons that have nothing to do with the token. */
const reasons = {
  rate: [429, { message: 'Too many requests. The token bucket is empty.' }],
  missing: [404, { message: 'No token found with this ID' }],
  conflict: [409, { message: 'The session was changed by another user' }],
  maintenance: [503, { message: 'Authorization service unavailable' }],
  field: [400, { errors: [{ field: 'email', message: 'must be a well-formed email address' }] }],
  pydantic: [
    422,
    {
      detail: [
        { loc: ['body', 'quantity'], msg: 'value is not a valid integer', type: 'type_error.integer' },
      ],
    },
  ],
  date: [400, { message: 'expiresAt must be a date in the future' }],
  required: [
    400,
    { message: ['issuer should not be empty', 'signature must be a string'], error: 'Bad Request' },
  ],
  json: [400, { message: 'Unexpected token } in JSON at position 17' }],
  rails: [422, { errors: { scope: ['is not included in the list'] } }],
  problem: [
    400,
    {
      type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
      title: 'One or more validation errors occurred.',
      status: 400,
      errors: { Audience: ['The Audience field is required.'] },
    },
  ],
  crash: [500, { error: 'NullPointerException: Cannot invoke "Order.getId()" because "order" is null' }],
  database: [500, { error: 'connect ECONNREFUSED 10.0.0.7:5432' }],
  gateway: [502, { message: 'An invalid response was received from the upstream server' }],
  waf: [
    403,
    html('Sorry, you have been blocked', 'You are unable to access shop.test. Cloudflare Ray ID: 8f1c'),
  ],
  bot: [403, html('Access Denied', 'Please enable cookies and verify that you are human. Reference #18.2d3')],
  country: [403, { message: 'This service is not available in your country' }],
  owner: [403, { message: 'Order 17 belongs to another customer' }],
  quota: [
    403,
    { error: { code: 403, message: 'Quota exceeded for quota metric requests', status: 'quota' } },
  ],
  suspended: [403, { message: 'Your subscription has ended' }],
  upstream: [401, { message: 'The payment provider rejected the request: API key has expired' }],
  password: [401, { message: 'Invalid email or password' }],
};

/** `/reasons/NAME` responds with a reason, unless the query has `accept`. `/rpc` is one endpoint for everything. */
export function startReasons() {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const write = (status, value) => {
      const isPage = typeof value === 'string';
      response.writeHead(status, { 'content-type': isPage ? 'text/html' : 'application/json' });
      response.end(isPage ? value : JSON.stringify(value));
    };
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts).toString();
    if (url.searchParams.has('accept')) return write(200, orders);
    const name = url.pathname.split('/').at(-1);
    if (Object.hasOwn(reasons, name)) return write(...reasons[name]);
    if (url.pathname === '/graphql')
      return body.includes('signIn')
        ? write(200, {
            data: null,
            errors: [{ message: 'Wrong password', extensions: { code: 'UNAUTHENTICATED' } }],
          })
        : write(200, { data: orders });
    if (url.pathname === '/rpc')
      return body.includes('session.create')
        ? write(401, { jsonrpc: '2.0', id: 1, error: { code: -32_000, message: 'Wrong credentials' } })
        : write(200, { jsonrpc: '2.0', id: 1, result: orders });
    return write(200, orders);
  });
  return listen(server);
}
