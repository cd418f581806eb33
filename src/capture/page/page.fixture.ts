import { channelEvent, reportEvent } from '../protocol/page-events';

type World = Window & typeof globalThis;

const baseUri = 'https://app.test/spa/';

/** The part of a page's world that is hooked; sends nothing. Each page has its own objects. */
export function createPage() {
  class FakeEvent {
    /** Set by the browser; an own property, as in browsers. */
    readonly isTrusted: boolean;
    readonly type: string;
    target: unknown;
    constructor(type: string, isTrusted = false) {
      this.type = type;
      this.isTrusted = isTrusted;
    }
    get currentTarget() {
      return this.target;
    }
  }
  class FakeCustomEvent extends FakeEvent {
    readonly #detail: unknown;
    /** Reads the members that a browser reads from CustomEventInit (DOM Standard). */
    constructor(type: string, { bubbles, cancelable, composed, detail }: CustomEventInit = {}) {
      super(type);
      this.#detail = bubbles === true || cancelable === true || composed === true ? undefined : detail;
    }
    get detail() {
      return this.#detail;
    }
    static read(event: FakeEvent): unknown {
      return (event as FakeCustomEvent).#detail;
    }
  }
  class FakeMouseEvent extends FakeEvent {
    readonly #relatedTarget: unknown;
    constructor(type: string, { relatedTarget = null }: { readonly relatedTarget?: unknown } = {}) {
      super(type);
      this.#relatedTarget = relatedTarget;
    }
    get relatedTarget() {
      return this.#relatedTarget;
    }
  }
  class FakeMessageEvent extends FakeEvent {
    readonly #data: unknown;
    constructor(type: string, data: unknown, isTrusted = false) {
      super(type, isTrusted);
      this.#data = data;
    }
    get data() {
      return this.#data;
    }
  }
  class FakeTarget {
    readonly #listeners = new Map<string, Set<(event: FakeEvent) => void>>();
    addEventListener(type: string, listener: (event: FakeEvent) => void): void {
      const listeners = this.#listeners.get(type) ?? new Set();
      this.#listeners.set(type, listeners.add(listener));
    }
    dispatchEvent(event: FakeEvent): boolean {
      event.target = this;
      for (const listener of this.#listeners.get(event.type) ?? []) listener(event);
      return true;
    }
    countListeners(type: string): number {
      return this.#listeners.get(type)?.size ?? 0;
    }
  }
  const dispatch = FakeTarget.prototype.dispatchEvent;
  class FakeStream extends FakeTarget {
    receive(data: unknown, type = 'message', isTrusted = true): void {
      dispatch.call(this, new FakeMessageEvent(type, data, isTrusted));
    }
  }
  class FakeSocket extends FakeStream {
    static readonly OPEN = 1;
    readonly sent: unknown[] = [];
    readonly #url: string;
    constructor(url: string | URL, _protocols?: unknown) {
      super();
      this.#url = new URL(url, baseUri.replace('http', 'ws')).href;
    }
    get url() {
      return this.#url;
    }
    send(data: unknown): void {
      this.sent.push(data);
    }
  }
  class FakeSource extends FakeStream {
    readonly #url: string;
    constructor(url: string | URL) {
      super();
      this.#url = new URL(url, baseUri).href;
    }
    get url() {
      return this.#url;
    }
  }
  class FakeRequest {
    readonly sent: unknown[] = [];
    open(_method: string, _url: string): void {}
    setRequestHeader(_name: string, _value: string): void {}
    send(body?: unknown): void {
      this.sent.push(body);
    }
  }
  class FakeNavigator {
    readonly sent: unknown[] = [];
    sendBeacon(url: unknown, data?: unknown): boolean {
      this.sent.push([url, data]);
      return true;
    }
  }
  class FakeFunctions {
    toString(): string {
      return Function.prototype.toString.call(this);
    }
  }
  class OwnHeaders extends Headers {}
  class OwnUrl extends URL {}

  const document = Object.create({
    get baseURI() {
      return baseUri;
    },
  }) as object;
  const page = Object.assign(new FakeTarget(), {
    Event: FakeEvent,
    CustomEvent: FakeCustomEvent,
    MouseEvent: FakeMouseEvent,
    MessageEvent: FakeMessageEvent,
    Navigator: FakeNavigator,
    navigator: new FakeNavigator(),
    Function: FakeFunctions,
    Blob,
    URLSearchParams,
    EventTarget: FakeTarget,
    WebSocket: FakeSocket,
    EventSource: FakeSource,
    XMLHttpRequest: FakeRequest,
    Headers: OwnHeaders,
    Request,
    URL: OwnUrl,
    document,
    async fetch(input: unknown, _init?: unknown): Promise<unknown> {
      if (input === '/fails') throw new TypeError('Failed to fetch');
      return { url: input };
    },
  });
  const channel = new FakeTarget();
  return {
    page,
    world: page as unknown as World,
    /** Passes the channel, like the content script. */
    connect: (relatedTarget: unknown = channel) =>
      dispatch.call(page, new FakeMouseEvent(channelEvent, { relatedTarget })),
    /** Sends a message of the content script. */
    send: (type: string, detail?: unknown) => dispatch.call(channel, new FakeCustomEvent(type, { detail })),
    /** Returns a list that receives the parsed reports from now on. Empty reports, which only show presence, are omitted. */
    collectReports: () => {
      const reports: unknown[] = [];
      const { parse } = JSON;
      channel.addEventListener(reportEvent, (event) => {
        const text = String(FakeCustomEvent.read(event));
        if (text !== '') reports.push(parse(text));
      });
      return reports;
    },
    onReport: (listener: () => void) => channel.addEventListener(reportEvent, listener),
    createChannel: () => new FakeTarget(),
  };
}
