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

describe('createHook', () => {
  it('passes `this`, arguments, result and errors through unchanged', () => {
    const holder = createHolder();
    createHook(holder, 'call', () => {}).install();
    expect(holder.call('a')).toEqual({ self: holder, first: 'a' });
    const other = {};
    expect(holder.call.call(other, 'b')).toEqual({ self: other, first: 'b' });
    expect(() => holder.call('throw')).toThrow(new RangeError('own'));
  });

  it('continues the call if note throws', () => {
    const holder = createHolder();
    createHook(holder, 'call', () => {
      throw new Error('ours');
    }).install();
    expect(holder.call('a')).toEqual({ self: holder, first: 'a' });
  });

  it('returns the same promise as the original', () => {
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

  it('restores the original, and notes nothing afterwards', () => {
    const holder = createHolder();
    const original = holder.call;
    const note = vi.fn();
    const hook = createHook(holder, 'call', note);
    hook.install();
    const hookedFunction = holder.call;
    hook.remove();
    expect(holder.call).toBe(original);
    hookedFunction('a');
    expect(note).not.toHaveBeenCalled();
  });

  it("keeps a page's wrapper in place, and notes each call through it once after reinstalling", () => {
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

  it("hooks a page's wrapper that was added after the original was restored", () => {
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

  it("ignores values that aren't functions, getters, and frozen properties", () => {
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

describe('createClassHook', () => {
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

  it('notes nothing if the constructor throws, and passes the error through', () => {
    const { page, note, hook } = hooked();
    expect(() => new page.Socket('throw')).toThrow(new RangeError('own'));
    expect(() => Reflect.apply(page.Socket as never, undefined, [])).toThrow(TypeError);
    expect(note).not.toHaveBeenCalled();
    hook.remove();
  });

  it("keeps the class's name, constants, instances and subclasses", () => {
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
    expect(note.mock.calls.map(([created]) => created as unknown)).toEqual([socket, own]);
    hook.remove();
  });

  it('restores the class, also in its prototype', () => {
    const { page, note, hook } = hooked();
    const hookedFunction = page.Socket;
    hook.remove();
    expect([page.Socket, Socket.prototype.constructor]).toEqual([Socket, Socket]);
    expect(new hookedFunction('a')).toBeInstanceOf(Socket);
    expect(note).not.toHaveBeenCalled();
  });
});

it("createHook doesn't note calls that page code makes while arguments are read", () => {
  const holder = createHolder();
  const note = vi.fn(() => holder.call('inner'));
  createHook(holder, 'call', note).install();
  holder.call('outer');
  expect(note).toHaveBeenCalledTimes(1);
  holder.call('outer');
  expect(note).toHaveBeenCalledTimes(2);
});
