/**
 * The messages between the page script (in the page world) and the content script of a frame. They are events on a node
 * that belongs to no document and that only these two scripts have, so the page can't send, read or remove them.
 */

/**
 * On the window, before any script of the page runs: the content script passes the node as the `relatedTarget` of a
 * mouse event. Only the first such event counts.
 */
export const channelEvent = 'jwt-devtools:channel';
/** On the window: the page script asks for the node. In Chromium either of the two scripts may run first. */
export const readyEvent = 'jwt-devtools:ready';

/**
 * On the node: report calls from now on, and respond with the state. Sent once a second. Its `detail` is the number of
 * `fetch` and XMLHttpRequest calls that the browser lists as finished since the script started.
 */
export const startEvent = 'start';
/** On the node: report no calls from now on. */
export const stopEvent = 'stop';
/** On the node: its `detail` is the JSON text of a call or of a state; empty if the state is unchanged. */
export const reportEvent = 'report';

/** The page script reports at most this many calls. */
export const pageCallRate = { perSecond: 50, burst: 200 };
/** Limit for the texts of calls, in UTF-16 code units. */
export const pageTextRate = { perSecond: 1024 * 1024, burst: 8 * 1024 * 1024 };
