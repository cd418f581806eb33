/** The longest text read as one token, in characters. */
export const MAX_TOKEN_LENGTH = 1_048_576;

/** How much of a text `findTokens` searches, in characters. What stands behind it is not seen: say so. */
export const MAX_TEXT_LENGTH = 33_554_432;

/** How many tokens `findTokens` returns at most. */
export const MAX_TOKENS_FOUND = 10_000;

/**
 * How much work `findTokens` does on one text, in steps for each of its characters. A step is about a nanosecond (see
 * `find/search-work.ts`), so this is about 70 ms for a megabyte. Ordinary texts need one to five steps; a megabyte of
 * nothing but tokens needs 14, and 36 inside a JSON string.
 */
export const MAX_STEPS_PER_CHARACTER = 60;

/** How many steps are added to that for a text of any length: about 10 ms. */
export const MIN_STEPS = 10_000_000;

/** The longest text that is read whole as one wrapped or encoded token, in characters. */
export const MAX_WRAPPED_LENGTH = 2 * MAX_TOKEN_LENGTH;

/** The longest text without a token of which more is said than that, in characters: it is not explained in steps. */
export const MAX_EXPLAINED_LENGTH = 262_144;

/** How many layers of JSON and base64 are taken off one text. */
export const MAX_UNWRAPPINGS = 4;

/** How deep objects and arrays may nest in a header or in claims; the outermost one is level 1. */
export const MAX_JSON_DEPTH = 64;

/** How many signatures of one token are read, or how many recipients. */
export const MAX_SIGNATURES = 100;

/** How many disclosures of one SD-JWT are read. */
export const MAX_DISCLOSURES = 10_000;

/** How many headers `decode` keeps, and how long one may be: those of an issuer's tokens are mostly the same. */
export const MAX_HEADERS_KEPT = 64;
export const MAX_KEPT_HEADER_LENGTH = 4096;

/** The longest pasted key, JWKS or secret, in characters. */
export const MAX_KEY_LENGTH = 1_048_576;

/** How many keys of one set or one PEM text are tried on one token. */
export const MAX_CANDIDATE_KEYS = 100;

/** How many signature checks one verification makes, for all signatures and keys together, before it stops by itself. */
export const MAX_SIGNATURE_CHECKS = 1_000;

/**
 * How much one decryption may calculate before it stops by itself. One unit is about a private-key operation of RSA 2048
 * that the runtime does itself, or 500 rounds of PBKDF2: some seconds in all, on an ordinary machine.
 */
export const MAX_DECRYPTION_WORK = 10_000;

/** How many certificates of one `x5c` are read. */
export const MAX_CERTIFICATES = 10;
