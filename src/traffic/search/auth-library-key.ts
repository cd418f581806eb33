/**
 * Keys under which a library keeps its tokens so that no token-shaped text stands in the value: MSAL.js, which has
 * encrypted what it puts in localStorage since version 4.
 */
export const authLibraryKeyShape =
  /^msal\.[^]{0,600}?(?:access|id|refresh)token|-login\.[\w.]{1,64}-(?:access|id|refresh)token-/i;
