import { MAX_TEXT_LENGTH } from '../../token';

/**
 * The bounds of the traffic room. What they keep from being searched or held is counted; a name, a step of a path or a
 * URL that is cut for show ends in `…`.
 * Lengths are in UTF-16 code units.
 */

/** Header lines, on either side of an exchange. */
export const maxHeaders = 1_000;
/** Fields of one form, one query or one `Cookie` header; what comes after them is searched as one text. */
export const maxFields = 1_000;
/** Entries of one storage reading. */
export const maxStorageEntries = 10_000;
/** One header, cookie or storage value, or one URL: room for a token of 1 MB and what stands around it. */
export const maxValueLength = 2 * 1024 * 1024;
/** One body: as much as the search reads. */
export const maxBodyLength = MAX_TEXT_LENGTH;
/** Tokens of one exchange, each place counted: a hostile body cannot push everything else out of the log at once. */
export const maxTokensPerExchange = 1_000;

/** What a sighting keeps of a name, of one step of its path, and of a URL. */
export const maxNameLength = 512;
export const maxPathSteps = 32;
export const maxUrlLength = 4_096;

export const defaultMaxTokens = 5_000;
export const defaultMaxSightingsPerToken = 2_000;
export const defaultMaxExchanges = 100_000;
/** An estimate of what tokens, sightings and exchanges weigh together, in bytes. */
export const defaultMaxBytes = 256 * 1024 * 1024;
/** How many of the first sightings of a token stay for good: how it came to be is asked more often than its middle. */
export const firstSightingsKept = 100;
/** HTTP exchanges remembered by id, so that one told twice counts once. */
export const maxRecentExchanges = 20_000;
/** One body, and the messages of one stream together, as the log keeps them; longer ones are searched and not kept. */
export const maxStoredBodyLength = 256 * 1024;
export const maxStoredMessages = 1_000;
/** Storage areas of which a log knows what their last read left out; past this, an area that is read again counts twice. */
export const maxAreasCounted = 1_000;
/** Places of encrypted tokens that a log tells of. */
export const maxStoredEncryptedEntries = 100;
