/**
 * Code that makes functions of a test's page look like the browser's own: `native(name, called)` gives a function the
 * text of a native one, `expose(holder, name, read)` defines such a getter.
 */
export const nativeFunctions = `
  const { toString } = Function.prototype;
  const texts = new WeakMap();
  const native = (name, called) => (texts.set(called, 'function ' + name + '() { [native code] }'), called);
  Function.prototype.toString = function () { return texts.get(this) ?? Reflect.apply(toString, this, []); };
  globalThis.window = globalThis;
  const expose = (holder, name, read) =>
    Object.defineProperty(holder, name, { configurable: true, enumerable: true, get: native('get ' + name, read) });`;
