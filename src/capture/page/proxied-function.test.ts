import { describe, expect, it, vi } from 'vitest';
import { createClassHook, createHook } from './proxied-function';

function createHolder() {
  const holder = {
    call(this: unknown, first: string, ..._rest: unknown[]): unknown {
      if (first === 'throw') throw new RangeError('own');
      return { self: this, first };
    },
  };
  return holder;
}

describe('a hook', () => {
  it('passes `this`, arguments, result and errors through untouched', () => {
    const holder = createHolder();
    createHook(holder, 'call', () => {}).install();
    expect(holder.call('a')).toEqual({ self: holder, first: 'a' });
    const other = {};
    expect(holder.call.call(other, 'b')).toEqual({ self: other, first: 'b' });
    expect(() => holder.call('throw')).toThrow(new RangeError('own'));
  });

  it('lets the call go on when noting it throws', () => {
    const holder = createHolder();
    createHook(holder, 'call', () => {
      throw new Error('ours');
    }).install();
    expect(holder.call('a')).toEqual({ self: holder, first: 'a' });
  });

  it('hands over the very promise of the original', () => {
    const promise = Promise.resolve(1);
    const holder = { fetch: () => promise };
    createHook(holder, 'fetch', () => {}).install();
    expect(holder.fetch()).toBe(promise);
  });

  it("keeps the original's name, length, properties and flags", () => {
    const holder = createHolder();
    const original = Object.assign(holder.call, { polyfilled: true });
    Object.defineProperty(holder, 'call', { enumerable: false });
    createHook(holder, 'call', () => {}).install();
    expect([holder.call.name, holder.call.length]).toEqual([original.name, original.length]);
    expect(Object.getOwnPropertyDescriptor(holder.call, 'polyfilled')?.value).toBe(true);
    expect(Object.getOwnPropertyDescriptor(holder, 'call')).toMatchObject({
      enumerable: false,
      writable: true,
    });
  });

  it('puts the original back, and notes nothing any more', () => {
    const holder = createHolder();
    const original = holder.call;
    const note = vi.fn();
    const hook = createHook(holder, 'call', note);
    hook.install();
    const held = holder.call;
    hook.remove();
    expect(holder.call).toBe(original);
    held('a');
    expect(note).not.toHaveBeenCalled();
  });

  it("leaves the page's own wrapper in place, silent, and hears through it again, once a call", () => {
    const holder = createHolder();
    const note = vi.fn();
    const hook = createHook(holder, 'call', note);
    hook.install();
    const hooked = holder.call;
    const wrapper = (first: string) => hooked(first);
    Object.assign(holder, { call: wrapper });
    hook.remove();
    expect(holder.call).toBe(wrapper);
    holder.call('a');
    expect(note).not.toHaveBeenCalled();
    hook.install();
    expect(holder.call).toBe(wrapper);
    holder.call('b');
    expect(note).toHaveBeenCalledTimes(1);
  });

  it("hooks the page's wrapper when it was put there after the original came back", () => {
    const holder = createHolder();
    const note = vi.fn();
    const hook = createHook(holder, 'call', note);
    hook.install();
    hook.remove();
    const original = holder.call;
    Object.assign(holder, { call: (first: string) => original.call(holder, first) });
    hook.install();
    holder.call('a');
    expect(note).toHaveBeenCalledTimes(1);
  });

  it('leaves alone what is no function, behind a getter, or frozen', () => {
    const getter = vi.fn(() => () => 1);
    const holder = Object.defineProperty({ text: 'x' }, 'lazy', { get: getter, configurable: true });
    const frozen = Object.freeze(createHolder());
    const original = frozen.call;
    for (const [target, name] of [
      [holder, 'text'],
      [holder, 'lazy'],
      [holder, 'absent'],
      [frozen, 'call'],
    ] as const) {
      const hook = createHook(target, name, () => {});
      hook.install();
      hook.remove();
    }
    expect(getter).not.toHaveBeenCalled();
    expect(frozen.call).toBe(original);
    expect(Object.keys(holder)).toEqual(['text']);
  });
});

describe('a hook of a class', () => {
  class Socket {
    static readonly OPEN = 1;
    readonly args: readonly unknown[];
    constructor(...args: readonly unknown[]) {
      if (args[0] === 'throw') throw new RangeError('own');
      this.args = args;
    }
  }
  function hooked() {
    const page = { Socket };
    const note = vi.fn();
    const hook = createClassHook(page, 'Socket', note);
    hook.install();
    return { page, note, hook };
  }

  it('notes nothing that failed, and lets the failure through', () => {
    const { page, note, hook } = hooked();
    expect(() => new page.Socket('throw')).toThrow(new RangeError('own'));
    expect(() => Reflect.apply(page.Socket as never, undefined, [])).toThrow(TypeError);
    expect(note).not.toHaveBeenCalled();
    hook.remove();
  });

  it('leaves the class what it was: its name, its constants, its instances, those derived from it', () => {
    const { page, note, hook } = hooked();
    class Own extends page.Socket {
      readonly target: unknown;
      constructor(name: string) {
        super(name);
        this.target = new.target;
      }
    }
    const socket = new page.Socket('a');
    const own = new Own('b');
    expect(page.Socket).not.toBe(Socket);
    expect([page.Socket.name, page.Socket.length, page.Socket.OPEN]).toEqual(['Socket', 0, 1]);
    expect([
      socket instanceof page.Socket,
      socket instanceof Socket,
      socket.constructor === page.Socket,
    ]).toEqual([true, true, true]);
    expect([own instanceof Own, own instanceof page.Socket, own.target, own.constructor]).toEqual([
      true,
      true,
      Own,
      Own,
    ]);
    expect(note.mock.calls.map(([made]) => made as unknown)).toEqual([socket, own]);
    hook.remove();
  });

  it('puts the class back, in its prototype too', () => {
    const { page, note, hook } = hooked();
    const held = page.Socket;
    hook.remove();
    expect([page.Socket, Socket.prototype.constructor]).toEqual([Socket, Socket]);
    expect(new held('a')).toBeInstanceOf(Socket);
    expect(note).not.toHaveBeenCalled();
  });
});

it('what page code calls while its arguments are read is not noted', () => {
  const holder = createHolder();
  const note = vi.fn(() => holder.call('inner'));
  createHook(holder, 'call', note).install();
  holder.call('outer');
  expect(note).toHaveBeenCalledTimes(1);
  holder.call('outer');
  expect(note).toHaveBeenCalledTimes(2);
});
