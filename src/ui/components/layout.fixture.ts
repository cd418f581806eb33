import { vi } from 'vitest';

/** In pixels. */
export interface Metrics {
  /** The height of what scrolls. */
  readonly height: number;
  /** Where the list begins in what scrolls. Its own height is that of its style. */
  readonly listTop: number;
}

/** Gives one scroller and its list, named by selectors, their places: happy-dom lays nothing out. */
export function createLayout(scroller: string, list: string, metrics: Metrics) {
  const observers = new Set<() => void>();
  class Observer {
    readonly #tell: () => void;
    constructor(tell: ResizeObserverCallback) {
      this.#tell = () => tell([], this);
    }
    observe() {
      observers.add(this.#tell);
    }
    unobserve() {
      observers.delete(this.#tell);
    }
    disconnect() {
      observers.delete(this.#tell);
    }
  }
  let now = metrics;
  const element = HTMLElement.prototype;
  vi.stubGlobal('ResizeObserver', Observer);
  vi.spyOn(element, 'clientHeight', 'get').mockImplementation(function (this: HTMLElement) {
    return this.matches(scroller) ? now.height : 0;
  });
  vi.spyOn(element, 'scrollHeight', 'get').mockImplementation(function (this: HTMLElement) {
    const held = this.querySelector<HTMLElement>(list);
    return now.listTop + Number.parseFloat(held?.style.height ?? '0');
  });
  vi.spyOn(element, 'getBoundingClientRect').mockImplementation(function (this: HTMLElement) {
    const scrolled = this.closest(scroller)?.scrollTop ?? 0;
    return new DOMRect(0, this.matches(list) ? now.listTop - scrolled : 0);
  });
  return {
    change(more: Partial<Metrics>) {
      now = { ...now, ...more };
      for (const tell of observers) tell();
    },
    isObserved: () => observers.size > 0,
    end() {
      vi.restoreAllMocks();
      vi.unstubAllGlobals();
    },
  };
}

/** Scrolls as a person does. */
export function scroll(box: Element, top: number): void {
  box.scrollTop = top;
  box.dispatchEvent(new Event('scroll'));
}
