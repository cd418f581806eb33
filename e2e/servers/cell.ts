import { request as sendRequest } from 'node:http';
import { createLog, type HttpExchange, type TokenLog } from '../../src/traffic';
import type { Answer, Caller, Sent } from './caller';

/** What one page sent: real requests from Node, recorded as the browser would report them. */
export class Cell implements Caller {
  readonly origin: string;
  readonly log: TokenLog = createLog();
  readonly #hasBodies: boolean;
  readonly #cookies = new Map<string, string>();
  #count = 0;

  /** Without `hasBodies`, the log doesn't get the bodies of responses. */
  constructor(origin: string, hasBodies = true) {
    this.origin = origin;
    this.#hasBodies = hasBodies;
  }

  async send({
    method = 'GET',
    path = '/orders',
    headers = {},
    body,
    hasCookies = false,
  }: Sent): Promise<Answer> {
    const url = path.startsWith('http') ? path : `${this.origin}${path}`;
    const sentHeaders = this.#addCookies(headers, hasCookies);
    const sentAtMs = Date.now();
    const answer = await exchangeOnce(url, method, sentHeaders, body);
    this.#count += 1;
    if (hasCookies) this.#storeCookies(answer.headers);
    const exchange: HttpExchange = {
      kind: 'http',
      id: `http-${this.#count}`,
      sentAtMs,
      answeredAtMs: Math.max(Date.now(), sentAtMs + 1),
      method,
      url,
      requestHeaders: [['Host', new URL(url).host], ...Object.entries(sentHeaders)].map(
        ([name = '', value = '']) => ({ name, value }),
      ),
      responseHeaders: answer.headers.map(([name, value]) => ({ name, value })),
      ...(body !== undefined && { requestBody: createBody(body, headers['content-type']) }),
      ...(this.#hasBodies &&
        answer.text !== '' && { responseBody: createBody(answer.text, findHeader(answer, 'content-type')) }),
      status: answer.status,
      statusText: answer.statusText,
      source: 'network log',
      sender: 'page',
      pageUrl: 'https://shop.test/',
    };
    this.log.record(exchange);
    // The next one is sent at least a millisecond later.
    await new Promise((resolve) => setTimeout(resolve, 2));
    return { id: exchange.id, status: answer.status, text: answer.text };
  }

  async readCookie(name: string): Promise<string | undefined> {
    return this.#cookies.get(name);
  }

  async setCookie(name: string, value: string): Promise<void> {
    this.#cookies.set(name, value);
  }

  async removeCookie(name: string): Promise<void> {
    this.#cookies.delete(name);
  }

  #addCookies(headers: Readonly<Record<string, string>>, hasCookies: boolean) {
    if (!hasCookies || this.#cookies.size === 0) return headers;
    return { ...headers, cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
  }

  #storeCookies(headers: Reply['headers']): void {
    for (const [name, value] of headers) {
      const [, cookie, content] = /^([^=]+)=([^;]*)/.exec(value) ?? [];
      if (name.toLowerCase() !== 'set-cookie' || cookie === undefined || content === undefined) continue;
      if (/max-age=0/i.test(value)) this.#cookies.delete(cookie);
      else this.#cookies.set(cookie, content);
    }
  }
}

function createBody(text: string, mimeType = '') {
  return { text, mimeType, truncated: false };
}

interface Reply {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly text: string;
}

function findHeader({ headers }: Reply, wanted: string): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
}

/** Unlike `fetch`, this sends any header. */
function exchangeOnce(
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  body: string | undefined,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = sendRequest(
      url,
      { method, headers: { ...headers, connection: 'close' }, agent: false },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const raw = response.rawHeaders;
          resolve({
            status: response.statusCode ?? 0,
            statusText: response.statusMessage ?? '',
            headers: raw.flatMap((name, index) =>
              index % 2 === 0 ? [[name, raw[index + 1] ?? ''] as const] : [],
            ),
            text: Buffer.concat(parts).toString(),
          });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
