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

/** Frames, our own among them: V8 writes ten where a page does not say otherwise, and each costs time. */
const wantedFrames = 10;
const maxFrames = 20;

/** Firefox keeps the stack behind a getter of the prototype, which a page can redefine. */
const stackOf = getOwnPropertyDescriptor(OwnError.prototype, 'stack')?.get;
const knowsNoLimit = ownData(OwnError, 'stackTraceLimit') === undefined;

/**
 * The stack of the code that is running, as the browser writes it. Pages may have their own function write the stacks
 * of their errors, and set how many frames stand in them (V8): both are put aside for the moment, so that no page code
 * runs. Undefined where that cannot be done.
 */
export function readOwnStack(): unknown {
  const isPrepared = has(OwnError, 'prepareStackTrace');
  const limit = ownData(OwnError, 'stackTraceLimit');
  const isUsual = typeof limit === 'number' ? limit >= wantedFrames && limit <= maxFrames : knowsNoLimit;
  return isPrepared || !isUsual ? readUndisturbed() : readStack();
}

function readStack(): unknown {
  const error = new OwnError();
  return stackOf === undefined ? error.stack : apply(stackOf, error, []);
}

function readUndisturbed(): unknown {
  const prepare = getOwnPropertyDescriptor(OwnError, 'prepareStackTrace');
  const limit = getOwnPropertyDescriptor(OwnError, 'stackTraceLimit');
  try {
    const isUndisturbed = put('prepareStackTrace', undefined) && put('stackTraceLimit', maxFrames);
    return isUndisturbed ? readStack() : undefined;
  } finally {
    putBack('prepareStackTrace', prepare);
    putBack('stackTraceLimit', limit);
  }
}

function put(name: string, value: unknown): boolean {
  const property = { __proto__: null, value, configurable: true, enumerable: true, writable: true };
  return defineProperty(OwnError, name, property as PropertyDescriptor);
}

function putBack(name: string, found: PropertyDescriptor | undefined): void {
  if (found === undefined) {
    deleteProperty(OwnError, name);
    return;
  }
  // Members that it has not would be looked for in its prototype.
  setPrototypeOf(found, null);
  defineProperty(OwnError, name, found);
}
