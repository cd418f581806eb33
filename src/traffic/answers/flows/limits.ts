/** The limits of the sign-in flows. Lengths are in UTF-16 code units. */

/** Exchanges that are read, newest first. */
export const maxReadExchanges = 10_000;
/** Steps in one answer: the first ones, the newest ones, and the one that was asked for. */
export const maxSteps = 60;
/** Different claims in one comparison. */
export const maxClaims = 100;
/** The length of a compared value; the rest is cut. */
export const maxValueLength = 500;
