import { vi } from 'vitest';

/** In pixels. */
export interface Metrics {
  /** The scroller's height. */
  readonly height: number;
  /** The list's offset from the top of the scrolled content. The list's height comes from its style. */
  readonly listTop: number;
}

/** Mocks the layout of a scroller and its list, given by selectors: happy-dom has no layout. */
export function createLayout(scroller: string, list: string, metrics: Metrics) {
  const observers = new Set<() => void>();
  class Observer {
    readonly #notify: () => void;
    constructor(callback: ResizeObserverCallback) {
      this.#notify = () => callback([], this);
    }
    observe() {
      observers.add(this.#notify);
    }
    unobserve() {
      observers.delete(this.#notify);
    }
    disconnect() {
      observers.delete(this.#notify);
    }
  }
  let now = metrics;
  const element = HTMLElement.prototype;
  vi.stubGlobal('ResizeObserver', Observer);
  vi.spyOn(element, 'clientHeight', 'get').mockImplementation(function (this: HTMLElement) {
    return this.matches(scroller) ? now.height : 0;
  });
  vi.spyOn(element, 'scrollHeight', 'get').mockImplementation(function (this: HTMLElement) {
    const content = this.querySelector<HTMLElement>(list);
    return now.listTop + Number.parseFloat(content?.style.height ?? '0');
  });
  vi.spyOn(element, 'getBoundingClientRect').mockImplementation(function (this: HTMLElement) {
    const scrolled = this.closest(scroller)?.scrollTop ?? 0;
    return new DOMRect(0, this.matches(list) ? now.listTop - scrolled : 0);
  });
  return {
    change(more: Partial<Metrics>) {
      now = { ...now, ...more };
      for (const notify of observers) notify();
    },
    isObserved: () => observers.size > 0,
    end() {
      vi.restoreAllMocks();
      vi.unstubAllGlobals();
    },
  };
}

/** Scrolls and fires the event that a browser would fire. */
export function scroll(box: Element, top: number): void {
  box.scrollTop = top;
  box.dispatchEvent(new Event('scroll'));
}
