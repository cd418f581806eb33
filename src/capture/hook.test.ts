import { describe, expect, it, vi } from 'vitest';
import { createHook } from './hook';

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
