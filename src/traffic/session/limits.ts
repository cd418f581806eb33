import { maxTextLength, maxTokenLength } from '../../token';

/** The limits of the messages between panels and the session. Lengths are in UTF-16 code units. */

/** The filter: enough for the largest token and text around it. */
export const maxFilterLength = 2 * maxTokenLength;

/** One key. The parser rejects longer ones. Exported here for capture, which doesn't import the token room. */
export { maxKeyLength } from '../../token';
/** A key's scope can be an issuer, header parameters or an entire token. */
export const maxScopeLength = 2 * maxTokenLength;
/** Keys in one keyring. Further ones remove the oldest. */
export const maxKeys = 100;
/** Total length of the keys in one keyring. Beyond it, the oldest are removed. */
export const maxKeyringLength = 16 * 1024 * 1024;

/** Tokens with changes in the editor. Further ones remove the oldest. */
export const maxDrafts = 20;
/** Total length of what is kept of these tokens. Beyond it, the oldest are removed. */
export const maxDraftsLength = 16 * 1024 * 1024;
/** The text of a part in the editor. */
export const maxDraftPartLength = maxTokenLength;
/** A token that contains the edited one. */
export const maxDraftTokenLength = 2 * maxTokenLength;

/** Published key sets, and entered keys, with which a page outside of DevTools verifies a token. */
export const maxVerdictKeys = 20;

/** Names that the user gave to keys. */
export const maxKeyNames = 500;
/** The length of such a name. */
export const maxKeyNameLength = 100;
/** Captured key sets that the user doesn't want to use. */
export const maxUnusedKeySets = 100;
/** URLs of captured key sets can be longer than those that are fetched. */
export const maxKeySetUrlLength = 64 * 1024;

/** Key sets fetched on a click; the oldest are removed first. */
export const maxFetchedKeySets = 20;
/** The length of a fetched key set, and of any other response. */
export const maxFetchedLength = 512 * 1024;
/** Length of a URL that is fetched. */
export const maxFetchedUrlLength = 4 * 1024;

/** Requests that a panel gets summaries of. */
export const maxSummaries = 100_000;
/** Summaries in one message to a panel; the rest follows in the next one. */
export const maxSummariesPerMessage = 2_000;
/** Tokens listed in one summary. */
export const maxTokensPerSummary = 100;

/** Different lists of header and cookie names. */
export const maxNameLists = 5_000;
/** Names in one list of header or cookie names. */
export const maxNamesInList = 200;
/** The part of a `Cookie` header whose names are listed. */
export const maxSearchedCookies = 16 * 1024;

/** Sightings in the result of one call. */
export const maxSightingsPerCall = 10_000;
/** Requests whose cause one call returns. */
export const maxCausesPerCall = 200;
/** Pending calls of one panel. */
export const maxPendingCalls = 100;
/** Files opened together. */
export const maxFiles = 1_000;
/** A storage key in a panel's message. */
export const maxStorageKeyLength = 4 * 1024;
/** An origin in a panel's message. */
export const maxOriginLength = 512;
/** Sections of the details that the user has folded or unfolded. */
export const maxFolds = 50;
/** The name of a section of the details. */
export const maxFoldNameLength = 50;
/** Length of an exchange ID. */
export const maxIdLength = 1_024;

/** A text that is added to a log: the most that a search accepts, and one more, so that the log counts the rest as not searched. */
export const maxAddedTextLength = maxTextLength + 1;
/** Length of a file's name. */
export const maxFileNameLength = 1_024;

/** How long a call may take, in milliseconds. */
export const callLimitMs = 10_000;
/** The same for saving a file, which can contain an entire log. */
export const saveLimitMs = 300_000;
/** The same for sending a request again, which waits for a server. */
export const sendLimitMs = 45_000;
/** Claims of which a panel can decide whether a sanitized file replaces them. */
export const maxDecidedClaims = 1_000;

/** A token that expires within this time is expiring. */
export const expiringSeconds = 60;
/** Characters of one value that a filter searches: a hostile claim can have a megabyte. */
export const maxWordLength = 1_000;
/** Names and values of one token that a filter searches. */
export const maxWords = 1_000;
/** Items of one filter. What follows them is one more word. */
export const maxTerms = 20;
/** Writes that can be undone; the oldest are forgotten first. */
export const maxWrites = 20;
/** Total length of the bodies of sent requests that are kept to send them again. */
export const maxSentBodiesLength = 2 * 1024 * 1024;
/** Number of these bodies: one without text takes memory as well. */
export const maxSentBodies = 500;
/** Stack frames of one bug. */
export const maxBugFrames = 20;
/** The part of a stack that is searched for frames. */
export const maxBugStackLength = 20_000;
/** Kept keys; further ones are rejected. */
export const maxKeptKeys = 200;
/** The issuer of a kept key. */
export const maxKeptIssuerLength = 2_000;
/** The `kid` of a kept key. */
export const maxKeptKidLength = 500;
/** Tokens in one list of summaries; further ones aren't listed. */
export const maxTokenSummaries = 100;
/** The length of a text in a summary, which only distinguishes tokens; the rest is cut off. */
export const maxSummaryTextLength = 200;
/** A longer leeway would hide that a token has expired. */
export const maxLeewaySeconds = 600;
/** Claims that the user adds to those that are replaced, and as many that the user excludes. */
export const maxReplacedClaims = 200;
/** The name of a claim that the user adds or excludes. */
export const maxClaimNameLength = 100;
