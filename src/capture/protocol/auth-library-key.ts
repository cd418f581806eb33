/**
 * Keys under which a library keeps its tokens sealed, so that what stands there has not the look of one: MSAL.js, which
 * encrypts what it puts in localStorage since version 4. The same as the traffic room's, whose door is too heavy for a
 * content script.
 */
export const authLibraryKeyShape =
  /^msal\.[^]{0,600}?(?:access|id|refresh)token|-login\.[\w.]{1,64}-(?:access|id|refresh)token-/i;

export function isAuthLibraryKey(key: string): boolean {
  return authLibraryKeyShape.test(key);
}
