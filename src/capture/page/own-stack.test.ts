import { afterEach, expect, it, vi } from 'vitest';
import { readOwnStack } from './own-stack';

const { prepareStackTrace, stackTraceLimit } = Error;

afterEach(() => {
  Object.assign(Error, { prepareStackTrace, stackTraceLimit });
});

it("readOwnStack returns the browser's own text whatever the page sets on Error, and restores it", () => {
  const prepared = vi.fn(() => 'lie');
  Object.defineProperty(Error, 'prepareStackTrace', {
    get: () => prepared,
    set: prepared,
    configurable: true,
  });
  Error.stackTraceLimit = 0;
  try {
    expect(readOwnStack()).toMatch(/own-stack\.test/);
    expect(prepared).not.toHaveBeenCalled();
    expect(Error.stackTraceLimit).toBe(0);
    expect(Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace')).toMatchObject({ set: prepared });
  } finally {
    Reflect.deleteProperty(Error, 'prepareStackTrace');
  }
});

it('readOwnStack adds nothing to Error', () => {
  Reflect.deleteProperty(Error, 'prepareStackTrace');
  const before = Reflect.ownKeys(Error);
  readOwnStack();
  expect(Reflect.ownKeys(Error)).toEqual(before);
});
