/**
 * The events between a page's own world and the content script beside it. Both are seen, and can be sent, by the
 * page: what they carry is a string in each direction, checked by whoever hears it.
 */
export const startEvent = 'jwt-devtools:start';
export const stopEvent = 'jwt-devtools:stop';
/** Its `detail` is the JSON text of a call. */
export const callEvent = 'jwt-devtools:call';

/** No report of a call is longer; a longer one is not read. */
export const maxCallTextLength = 1024 * 1024;
