/**
 * The messages between a page's own world and the content script beside it. They pass through a node that belongs to
 * no document and that only these two scripts hold, so the page can neither send, read nor remove them.
 */

/**
 * On the window, before any script of the page runs: the content script hands over the node as the `relatedTarget` of
 * a mouse event. Only the first one counts.
 */
export const channelEvent = 'jwt-devtools:channel';
/** On the window: the script in the page's world asks for the node. Chromium runs either of the two scripts first. */
export const readyEvent = 'jwt-devtools:ready';

/**
 * On the node: report calls from now on, and answer with the state. Sent once a second; its `detail` is the number of
 * `fetch` and XMLHttpRequest calls that the browser lists as finished since the script began to watch.
 */
export const startEvent = 'start';
export const stopEvent = 'stop';
/** On the node: its `detail` is the JSON text of a call or of a state; empty while the state is unchanged. */
export const reportEvent = 'report';

/** The longest report of a call; a longer one is not read. */
export const maxCallTextLength = 1024 * 1024;
/** Of a call's stack: a few frames with long URLs. */
export const maxStackLength = 8 * 1024;

/** The script in the page's own world reports no more than this. */
export const pageCallRate = { perSecond: 50, burst: 200 };
/** In UTF-16 code units of the texts of calls. */
export const pageTextRate = { perSecond: 1024 * 1024, burst: 8 * 1024 * 1024 };
