/** The bounds of the search beside those of `bounds.ts`. Lengths are in UTF-16 code units. */

/** A text up to this length is looked at as a whole before it is searched. */
export const maxLookAhead = 64 * 1024;
/** Parts of one multipart body, fields of one protobuf message; what comes after them is searched as one text. */
export const maxParts = 1_000;
/** The headers of one part. */
export const maxPartHeadLength = 8 * 1024;
/** Messages of one exchange, and events of one event stream. */
export const maxMessages = 1_000;
/** All messages of one exchange together. */
export const maxMessagesLength = 16 * 1024 * 1024;
/** Messages inside of protobuf messages. */
export const maxProtobufDepth = 10;
/** Texts of one report of a page. */
export const maxReported = 100;
/** Sealed entries told of one reading, and how long one may be to be read as one. */
export const maxEncryptedEntries = 100;
export const maxEncryptedEntryLength = 256 * 1024;
