/**
 * Storage keys of libraries that encrypt their tokens, so that the value has no token-shaped text: MSAL.js, which
 * encrypts its entries in localStorage since version 4. The keys of its earlier versions start with the account's ID,
 * followed by the host that issued the token.
 */
export const authLibraryKeyShape =
  /^msal\.[^]{0,600}?(?:access|id|refresh)token|^[^]{1,200}?-[\w-]{1,64}\.[\w.:-]{1,64}-(?:access|id|refresh)token-/i;
