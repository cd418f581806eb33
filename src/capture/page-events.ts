/**
 * The events between a page's own world and the content script beside it. Both are seen, and can be sent, by the
 * page: what they carry is a string in each direction, checked by whoever hears it.
 */

/** Sent again and again: each time asks as well for how many calls were not told. */
export const startEvent = 'jwt-devtools:start';
export const stopEvent = 'jwt-devtools:stop';
/** Its `detail` is the JSON text of a call, or the number of calls that were not told. */
export const callEvent = 'jwt-devtools:call';

/** No report of a call is longer; a longer one is not read. */
export const maxCallTextLength = 1024 * 1024;

/** What the page's own world tells at most; the content script hears a little more than that. */
export const pageCallRate = { perSecond: 50, burst: 200 };
/** In UTF-16 code units of the texts of calls. */
export const pageTextRate = { perSecond: 1024 * 1024, burst: 8 * 1024 * 1024 };
