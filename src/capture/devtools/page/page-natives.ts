/**
 * The beginning of every expression that is evaluated in the page world. It reads the page only through the browser's
 * own functions, so that no getter or function of the page runs. `get(holder, name, self)` reads a property with the
 * getter of `holder`; `call(holder, name, self, args)` calls its method. Both return undefined if the page replaced it.
 * `own(object, name)` reads a data property. `isLate(untilMs)` is whether it's too late to change anything.
 *
 * Limitation: a function counts as native by its source text. A page that redefines `Function.prototype.toString`,
 * `Reflect.apply` or `Object.getOwnPropertyDescriptor` gets its code run when they are used here.
 */
export const nativePrelude = `
  const find = Object.getOwnPropertyDescriptor, apply = Reflect.apply, textOf = Function.prototype.toString;
  // Without a null prototype, a member that a descriptor lacks would be looked up in Object.prototype.
  const describe = (object, name) => ({ __proto__: null, ...find(object, name) });
  const isNative = (called, name) => {
    if (typeof called !== 'function') return false;
    const text = apply(textOf, called, []);
    // Chrome's format, then Firefox's. The text of a bound function has no name.
    return text === 'function ' + name + '() { [native code] }' ||
      text === 'function get ' + name + '() { [native code] }' ||
      text === 'function ' + name + '() {\\n    [native code]\\n}' ||
      text === 'function get ' + name + '() {\\n    [native code]\\n}';
  };
  const own = (object, name) => describe(object, name).value;
  const get = (holder, name, self) => {
    const getter = describe(holder, name).get;
    return isNative(getter, name) ? apply(getter, self, []) : undefined;
  };
  const call = (holder, name, self, args) => {
    const method = own(holder, name);
    return isNative(method, name) ? apply(method, self, args) : undefined;
  };
  // Also if the page replaced the clock.
  const isLate = (untilMs) => !(call(own(window, 'Date'), 'now', undefined, []) <= untilMs);`;
