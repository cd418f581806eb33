/** The limits of reading one step of a sign-in. Lengths are in UTF-16 code units. */

/** One URL or body. A longer one isn't read, since a cut value would differ from the one that was sent. */
export const maxReadLength = 64 * 1024;
/** A quoted parameter: enough to recognize it, not enough to use it. */
export const maxQuotedLength = 12;
/** Values of `state` that are remembered: more than a page starts sign-ins in a day. */
export const maxStates = 10_000;
