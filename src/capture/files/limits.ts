/** The limits of files that are opened and saved. Lengths are in UTF-16 code units, unless the name specifies bytes. */

/** Fields in one list of a HAR. The search has a lower limit of its own and counts what exceeds it. */
export const maxListFields = 100_000;
/** The beginning of a value that is searched for a placeholder: the original values may be a megabyte long. */
export const maxPlaceholderLength = 4_096;
/** A file. Larger ones aren't read: the text and the parsed values take several times their size in memory. */
export const maxFileBytes = 256 * 1024 * 1024;
/** A decompressed file: the same as for one that isn't compressed. */
export const maxTextBytes = maxFileBytes;
/** Cookies that are written per message; the headers, which are written as well, contain all of them. */
export const maxCookies = 1_000;
/** Messages of one exchange. If there are more, the first and the newest are kept. */
export const maxStreamMessages = 1_000;
/** One message: enough for a 1 MB token and its surroundings. */
export const maxStreamMessageLength = 2 * 1024 * 1024;
/** All messages of one exchange. */
export const maxStreamLength = 4 * 1024 * 1024;
/** Entries of a file; one with more isn't read. */
export const maxFileEntries = 1_000_000;
/** Values that are recovered from a damaged file: one more than are read, so that a file with too many is recognized. */
export const maxRecoveredValues = maxFileEntries + 1;
/** Nesting of these values. */
export const maxRecoveredDepth = 100;
/** One decompressed body, in bytes. A kilobyte of gzip can contain a megabyte, so the output must be limited. */
export const maxInflatedBytes = 32 * 1024 * 1024;
/** All decompressed bodies of one file, in bytes. */
export const maxInflatedTotalBytes = 256 * 1024 * 1024;
/** Fields of a query that are written per URL; the URL, which is written as well, contains all of them. */
export const maxQueryFields = 1_000;
/** A grant type, or the name of one of its parameters. */
export const maxGrantTextLength = 200;
/** Parameters of a token request whose names are kept. */
export const maxGrantParameters = 10;
/** Stacks of asynchronous calls that are searched for a frame with a URL, and frames in each. */
export const maxStackParents = 20;
