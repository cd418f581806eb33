import {
  apply,
  defineProperty,
  deleteProperty,
  getOwnPropertyDescriptor,
  has,
  OwnError,
  ownData,
  setPrototypeOf,
} from './primordials';

/** Frames including our own. V8 writes ten by default, and each costs time. */
const wantedFrames = 10;
const maxFrames = 20;

/** In Firefox the stack is a getter of the prototype, which a page can redefine. */
const stackOf = getOwnPropertyDescriptor(OwnError.prototype, 'stack')?.get;
const hasNoLimit = ownData(OwnError, 'stackTraceLimit') === undefined;

/**
 * The current stack in the browser's own format. In V8 pages can set a function that formats stacks and the number of
 * frames: both are replaced during the call, so that no page code runs. Undefined if that isn't possible.
 */
export function readOwnStack(): unknown {
  const hasFormatter = has(OwnError, 'prepareStackTrace');
  const limit = ownData(OwnError, 'stackTraceLimit');
  const isLimitUsable = typeof limit === 'number' ? limit >= wantedFrames && limit <= maxFrames : hasNoLimit;
  return hasFormatter || !isLimitUsable ? readWithDefaults() : readStack();
}

function readStack(): unknown {
  const error = new OwnError();
  return stackOf === undefined ? error.stack : apply(stackOf, error, []);
}

function readWithDefaults(): unknown {
  const prepare = getOwnPropertyDescriptor(OwnError, 'prepareStackTrace');
  const limit = getOwnPropertyDescriptor(OwnError, 'stackTraceLimit');
  try {
    const isReplaced = setOwn('prepareStackTrace', undefined) && setOwn('stackTraceLimit', maxFrames);
    return isReplaced ? readStack() : undefined;
  } finally {
    restore('prepareStackTrace', prepare);
    restore('stackTraceLimit', limit);
  }
}

function setOwn(name: string, value: unknown): boolean {
  const property = { __proto__: null, value, configurable: true, enumerable: true, writable: true };
  return defineProperty(OwnError, name, property as PropertyDescriptor);
}

function restore(name: string, found: PropertyDescriptor | undefined): void {
  if (found === undefined) {
    deleteProperty(OwnError, name);
    return;
  }
  // Without a null prototype, members that the descriptor lacks would be looked up in Object.prototype.
  setPrototypeOf(found, null);
  defineProperty(OwnError, name, found);
}
