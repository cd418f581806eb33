/**
 * The beginning of every expression that is evaluated among a page's own scripts: it reads the page only through the
 * browser's own functions, so that no getter or function of the page's runs. `get(holder, name, self)` reads a property
 * by the getter that `holder` has, `call(holder, name, self, args)` calls its method; both answer undefined where the
 * page put something else there. `own(object, name)` reads a property that is plain data.
 *
 * What remains: a function counts as the browser's own by its text, so a page that redefines
 * `Function.prototype.toString`, `Reflect.apply` or `Object.getOwnPropertyDescriptor` runs when they are used here.
 */
export const nativePrelude = `
  const find = Object.getOwnPropertyDescriptor, apply = Reflect.apply, textOf = Function.prototype.toString;
  // A member that a descriptor lacks would be looked for in Object.prototype.
  const describe = (object, name) => ({ __proto__: null, ...find(object, name) });
  const isNative = (called, name) => {
    if (typeof called !== 'function') return false;
    const text = apply(textOf, called, []);
    // Chrome, then Firefox. A function that the page bound has no name there.
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
  };`;
