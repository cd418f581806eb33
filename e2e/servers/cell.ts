import { request as sendRequest } from 'node:http';
import { createLog, type HttpExchange, type TokenLog } from '../../src/traffic';

export interface Sent {
  readonly method?: string;
  /** A path at the server, or a URL. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What one page sent: real requests, recorded as the browser would report them. */
export class Cell {
  readonly origin: string;
  readonly log: TokenLog = createLog();
  readonly #hasBodies: boolean;
  #count = 0;

  /** Without `hasBodies`, the log doesn't get the bodies of responses. */
  constructor(origin: string, hasBodies = true) {
    this.origin = origin;
    this.#hasBodies = hasBodies;
  }

  async send({ method = 'GET', path = '/orders', headers = {}, body }: Sent): Promise<HttpExchange> {
    const url = path.startsWith('http') ? path : `${this.origin}${path}`;
    const sentAtMs = Date.now();
    const answer = await exchangeOnce(url, method, headers, body);
    this.#count += 1;
    const contentType = answer.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
    const requestType = headers['content-type'] ?? '';
    const exchange: HttpExchange = {
      kind: 'http',
      id: `http-${this.#count}`,
      sentAtMs,
      answeredAtMs: Math.max(Date.now(), sentAtMs + 1),
      method,
      url,
      requestHeaders: [['Host', new URL(url).host], ...Object.entries(headers)].map(
        ([name = '', value = '']) => ({ name, value }),
      ),
      responseHeaders: answer.headers.map(([name, value]) => ({ name, value })),
      ...(body !== undefined && { requestBody: { text: body, mimeType: requestType, truncated: false } }),
      ...(answer.text !== '' && {
        responseBody: { text: answer.text, mimeType: contentType, truncated: false },
      }),
      status: answer.status,
      statusText: answer.statusText,
      source: 'network log',
      sender: 'page',
      pageUrl: 'https://shop.test/',
    };
    return this.record(exchange);
  }

  /** Records a request; at least a millisecond after the one before. */
  async record(exchange: HttpExchange): Promise<HttpExchange> {
    const { responseBody, ...rest } = exchange;
    this.log.record(this.#hasBodies && responseBody ? { ...rest, responseBody } : rest);
    await new Promise((resolve) => setTimeout(resolve, 2));
    return exchange;
  }
}

interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly text: string;
}

/** Unlike `fetch`, this sends any header. */
function exchangeOnce(
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  body: string | undefined,
): Promise<Answer> {
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
