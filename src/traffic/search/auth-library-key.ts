/**
 * Storage keys of libraries that encrypt their tokens, so that the value has no token-shaped text: MSAL.js, which
 * encrypts its entries in localStorage since version 4.
 */
export const authLibraryKeyShape =
  /^msal\.[^]{0,600}?(?:access|id|refresh)token|-login\.[\w.]{1,64}-(?:access|id|refresh)token-/i;
