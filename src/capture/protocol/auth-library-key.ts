/**
 * Storage keys under which an auth library stores encrypted tokens, so that the value doesn't look like a token: MSAL.js
 * encrypts its entries in localStorage since version 4. The keys of its earlier versions start with the account's ID,
 * followed by the host that issued the token. A copy of the pattern in the traffic room, whose index is too
 * large for a content script.
 */
export const authLibraryKeyShape =
  /^msal\.[^]{0,600}?(?:access|id|refresh)token|^[^]{1,200}?-[\w-]{1,64}\.[\w.:-]{1,64}-(?:access|id|refresh)token-/i;

/** Whether a storage key has {@link authLibraryKeyShape}. Its value may be encrypted or not. */
export function isAuthLibraryKey(key: string): boolean {
  return authLibraryKeyShape.test(key);
}
