import type { Page } from 'playwright';
import type { Answer, Caller, Sent } from './caller';

/** The URL's parameter with the number of a call, by which its row in the panel is found. */
export const callParameter = 'call';

/** Makes the calls in a real page, with `fetch`. */
export class PageCaller implements Caller {
  readonly origin: string;
  readonly #page: Page;
  #count = 0;

  constructor(page: Page, origin: string) {
    this.#page = page;
    this.origin = origin;
  }

  async send({
    method = 'GET',
    path = '/orders',
    headers = {},
    body,
    hasCookies = false,
  }: Sent): Promise<Answer> {
    this.#count += 1;
    const id = String(this.#count);
    const url = new URL(path, this.origin);
    const separator = url.search === '' ? '?' : '&';
    const marked = `${url.href}${separator}${callParameter}=${id}`;
    const answer = await this.#page.evaluate(
      async ({ marked, method, headers, body, hasCookies }) => {
        try {
          const response = await fetch(marked, {
            method,
            headers,
            ...(body !== undefined && { body }),
            cache: 'no-store',
            redirect: 'manual',
            credentials: hasCookies ? 'include' : 'omit',
          });
          return { status: response.status, text: await response.text() };
        } catch {
          return { status: 0, text: '' };
        }
      },
      { marked, method, headers, body, hasCookies },
    );
    return { id, ...answer };
  }

  /** Opens a WebSocket and closes it; resolves when it's closed. */
  async connect(path: string, protocols: readonly string[] = []): Promise<Answer> {
    this.#count += 1;
    const id = String(this.#count);
    const url = new URL(path, this.origin.replace('http', 'ws'));
    const marked = `${url.href}${url.search === '' ? '?' : '&'}${callParameter}=${id}`;
    const isOpened = await this.#page.evaluate(
      ({ marked, protocols }) =>
        new Promise<boolean>((resolve) => {
          const socket = new WebSocket(marked, [...protocols]);
          let isOpened = false;
          socket.addEventListener('open', () => {
            isOpened = true;
            socket.close();
          });
          socket.addEventListener('close', () => resolve(isOpened));
        }),
      { marked, protocols },
    );
    return { id, status: isOpened ? 200 : 0, text: '' };
  }

  async readCookie(name: string): Promise<string | undefined> {
    const cookies = await this.#page.context().cookies(this.origin);
    return cookies.find((cookie) => cookie.name === name)?.value;
  }

  async setCookie(name: string, value: string): Promise<void> {
    await this.#page.context().addCookies([{ name, value, url: this.origin, sameSite: 'Lax' }]);
  }

  async removeCookie(name: string): Promise<void> {
    await this.#page.context().clearCookies({ name });
  }
}
