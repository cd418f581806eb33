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
/** A token in binary content: longer than any that servers accept. Limits the work per candidate. */
export const maxBinaryTokenLength = 64 * 1024;
/** Values stored per header and per claims set, nested ones included, since a hostile token can have any number. */
export const maxStoredValues = 200;
/** Nesting of CBOR and MessagePack. Deeper content isn't parsed, but searched as bytes. */
export const maxCborDepth = 64;
/** Items of CBOR and MessagePack. Content with more isn't parsed, but searched as bytes. */
export const maxCborItems = 200_000;
/** A key of a CBOR or MessagePack map; the rest is cut. */
export const maxCborKeyLength = 200;
