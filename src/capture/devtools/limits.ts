import { maxCallSiteLength } from '../protocol/limits';

/** The limits of what the devtools page reads and remembers. Lengths are in UTF-16 code units. */

/** Frames read in one document. */
export const maxReadFrames = 200;
/** The URL of such a frame; a frame with a longer one is left out. */
export const maxFrameUrlLength = 2_048;
/** Origins remembered as not read. */
export const maxUnreadOrigins = 50;
/** The body of a response to a request that was sent again, in bytes; the rest isn't requested. */
export const maxResponseBytes = 8 * 1024 * 1024;
/** Larger bodies aren't read: DevTools would copy them twice. In bytes. */
export const maxReadBytes = 32 * 1024 * 1024;
/** Requests remembered that were recorded under the ID of another source. */
export const maxMergedIds = 5_000;
/** Tracked requests; ended ones are evicted first. Beyond it an open request may be recorded twice. */
export const maxTracked = 1_000;
/**
 * Sequence numbers remembered: more than the background stores, so that no request it can send again is forgotten here.
 */
export const maxReceived = 10_000;
/** Origins of frames that the Capture page lists. */
export const maxFrameOrigins = 50;
/** A count in one report of a frame: a page can report any number. */
export const maxCountPerReport = 10_000_000;
/** Reported requests that are kept, to find missed ones; beyond it the older part is dropped. */
export const maxReported = 20_000;
/** A line of a stack. Longer ones are skipped: only a function name that the page chose can make a line this long. */
export const maxStackLineLength = 2 * maxCallSiteLength;
/** Lines of a stack that are read. */
export const maxStackLines = 100;
/** Waiting steps; further ones are dropped. */
export const maxWaitingSteps = 50_000;
