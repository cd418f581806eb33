/** The limits of the search, besides those in `exchange/limits.ts`. Lengths are in UTF-16 code units. */

/**
 * A text up to this length is first tested with a regex, which can't be interrupted. A longer one is searched in steps.
 */
export const maxPretestLength = 64 * 1024;
/**
 * Parts of one multipart body, frames of one stream, attachments of one text. The text after them is searched as one.
 */
export const maxParts = 1_000;
/** The headers of one part. */
export const maxPartHeadLength = 8 * 1024;
/** Messages of one exchange, and events of one event stream. */
export const maxMessages = 1_000;
/** Total length of all messages of one exchange. */
export const maxMessagesLength = 16 * 1024 * 1024;
/** Nesting of protobuf messages. */
export const maxProtobufDepth = 10;
/** Texts in one page report. */
export const maxReported = 100;
/** Encrypted entries listed per storage reading. */
export const maxEncryptedEntries = 100;
/** The length up to which an encrypted entry is recognized that capture didn't mark. */
export const maxEncryptedEntryLength = 256 * 1024;
