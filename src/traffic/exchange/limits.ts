import { maxTextLength } from '../../token';

/**
 * The limits of the traffic room. Whatever isn't searched or stored because of a limit is counted. A name, path step or
 * URL that is shortened for display ends in `…`. Lengths are in UTF-16 code units.
 */

/** Header lines of a request, and of a response. */
export const maxHeaders = 1_000;
/** Fields of one form, query or `Cookie` header. The text after them is searched as one value. */
export const maxFields = 1_000;
/** Entries of one storage reading. */
export const maxStorageEntries = 10_000;
/** One header, cookie or storage value, or one URL: enough for a 1 MB token and the text around it. */
export const maxValueLength = 2 * 1024 * 1024;
/** One body: the most that the search accepts. */
export const maxBodyLength = maxTextLength;
/** Tokens times locations in one exchange. Prevents one hostile body from evicting everything else in the log. */
export const maxTokensPerExchange = 1_000;

/** A name or one path step in a sighting. */
export const maxNameLength = 512;
/** Steps of the path in a sighting; deeper ones are left out. */
export const maxPathSteps = 32;
/** The URL in a sighting. */
export const maxUrlLength = 4_096;

/** Tokens that a log stores unless the user chose another limit. */
export const defaultMaxTokens = 5_000;
/** Sightings of one token that a log stores. */
export const defaultMaxSightingsPerToken = 2_000;
/** Requests, storage readings and page reports that a log stores unless the user chose another limit. */
export const defaultMaxExchanges = 100_000;
/** Estimated total size of tokens, sightings and exchanges, in bytes. */
export const defaultMaxBytes = 256 * 1024 * 1024;
/**
 * A token's first sightings, which are never evicted: users ask where a token came from more often than what followed.
 */
export const firstSightingsKept = 100;
/** HTTP exchanges remembered by ID, so that one recorded twice counts once. */
export const maxRecentExchanges = 20_000;
/** One body, or all messages of one stream together, that the log stores. Longer ones are searched but not stored. */
export const maxStoredBodyLength = 256 * 1024;
/** Messages of one stream that the log stores. */
export const maxStoredMessages = 1_000;
/**
 * Storage areas for which a log remembers how many entries their last reading left out. Beyond this limit, an area that
 * is read again counts twice.
 */
export const maxAreasCounted = 1_000;
/** Encrypted entries that a log lists. */
export const maxStoredEncryptedEntries = 100;
/** URLs listed for one gap. */
export const maxGapUrls = 20;
/** The length of such a URL. */
export const maxGapUrlLength = 512;
/** Cookies that one response sets. */
export const maxSetCookies = 1_000;
/** Attributes of one of them. */
export const maxCookieAttributes = 50;
