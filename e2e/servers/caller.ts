export interface Sent {
  readonly method?: string;
  /** A path at the server, or a URL. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** With the cookies that the server set before. */
  readonly hasCookies?: boolean;
}

export interface Answer {
  /** Which call it was, for `measure`. */
  readonly id: string;
  /** 0 if the page can't read the response. */
  readonly status: number;
  readonly text: string;
}

/** Makes the calls of a page, in Node or in a browser. Doesn't follow redirects. */
export interface Caller {
  readonly origin: string;
  send(sent: Sent): Promise<Answer>;
  /** A cookie that the server set; undefined if it didn't. */
  readCookie(name: string): Promise<string | undefined>;
  setCookie(name: string, value: string): Promise<void>;
  removeCookie(name: string): Promise<void>;
}
