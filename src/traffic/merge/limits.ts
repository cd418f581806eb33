import { maxUrlLength } from '../exchange/limits';

/** The limits of what is remembered to merge observations. Lengths are in UTF-16 code units. */

/**
 * Requests with longer URLs (hostile ones can have a megabyte) aren't remembered or merged. They may be recorded twice.
 */
export const maxIdentityLength = 4 * maxUrlLength;
/** A header that distinguishes requests, such as `Authorization`. A request with a longer one isn't merged. */
export const maxMarkLength = 16 * 1024;
/**
 * Observations that wait for another one. Beyond this number, the one that has waited longest is recorded immediately.
 */
export const maxWaiting = 5_000;
/** Recorded observations that can still be matched. */
export const maxRemembered = 10_000;
/** Total length of these observations. */
export const maxRememberedLength = 16 * 1024 * 1024;
/** Streams that are remembered: without a time limit, since DevTools reports a WebSocket when it's closed. */
export const maxStreams = 500;
/** Pauses remembered. Requests sent in an older pause are captured. */
export const maxPauses = 1_000;
