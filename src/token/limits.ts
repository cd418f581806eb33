/** Maximum characters of a text that is decoded as one token. */
export const maxTokenLength = 1_048_576;

/** How much of a text `findTokens` searches, in characters. Report that the rest isn't searched. */
export const maxTextLength = 33_554_432;

/** Maximum tokens that `findTokens` returns. */
export const maxTokensFound = 10_000;

/**
 * Maximum work of `findTokens` on one text, in steps per character. A step takes about a nanosecond (see
 * `find/search-work.ts`), so this is about 70 ms for a megabyte. Ordinary texts need one to five steps, a megabyte of
 * tokens 14, and 36 inside a JSON string.
 */
export const maxStepsPerCharacter = 60;

/** Additional steps for a text of any length: about 10 ms. */
export const minSteps = 10_000_000;

/** Maximum characters of a text that is read as one wrapped or encoded token. */
export const maxWrappedLength = 2 * maxTokenLength;

/** Maximum characters of a list of bytes: six for each byte of the longest key. */
export const maxByteListLength = 100_000;

/** Maximum characters of a text that is searched for a token as bytes in hex or as numbers. */
export const maxByteTextLength = 65_536;

/** Maximum characters of a text without a token for which the reason is explained in detail. */
export const maxExplainedLength = 262_144;

/** Maximum layers of JSON and base64 that are removed from one text. */
export const maxUnwrappings = 4;

/** Maximum levels of nested objects and arrays in a header or in claims; the outermost one is level 1. */
export const maxJsonDepth = 64;

/**
 * Bytes up to which the payload of a signed token is inflated; a longer one up to ten times its compressed length. Small,
 * since a list keeps the claims of thousands of tokens.
 */
export const maxInflatedPayload = 32_768;

/** Maximum signatures, or recipients, of one token. */
export const maxSignatures = 100;

/** Maximum disclosures of one SD-JWT. */
export const maxDisclosures = 10_000;

/** Maximum headers that `decode` caches. Most tokens of one issuer have the same header. */
export const maxCachedHeaders = 64;
/** Maximum characters of a header that `decode` caches. */
export const maxCachedHeaderLength = 4096;

/** Maximum characters of a pasted key, JWKS or secret. */
export const maxKeyLength = 1_048_576;

/** Maximum keys of one set or one PEM text that are tried on one token. */
export const maxCandidateKeys = 100;

/**
 * Maximum encodings of pasted keys that one verification compares with HMACs, to detect a key that was used as a secret.
 */
export const maxMistakenSecrets = 2_000;

/** Maximum signature checks of one verification, for all signatures and keys together. */
export const maxSignatureChecks = 1_000;

/**
 * Maximum work of one decryption. One unit is about one native private-key operation of RSA 2048, or 500 iterations of
 * PBKDF2: a few seconds in total on an ordinary machine.
 */
export const maxDecryptionWork = 10_000;

/** Maximum certificates of one `x5c`. */
export const maxCertificates = 10;

/** Maximum members of two tokens that are compared. */
export const maxComparedMembers = 2_000;
/** Maximum elements listed for one compared member. */
export const maxComparedElements = 200;

/** Bytes up to which compressed content is inflated, whatever its compressed length. */
export const maxInflatedLength = 250_000;
/** Longer inflated content may have at most this many times its compressed length. */
export const maxInflation = 10;

/** Maximum iterations of PBKDF2 without permission: twice OWASP's recommendation. More is an attack rather than protection. */
export const maxRounds = 1_200_000;

/** Maximum characters of an issuer that is matched against the patterns of known providers. */
export const maxIssuerLength = 2048;

/** Maximum characters of a host name that is compared; DNS allows fewer. */
export const maxHostLength = 1_000;

/** Maximum characters of the name of a header, cookie or storage entry that is evidence for the token type. */
export const maxLocationNameLength = 200;

/** Maximum locations that are evidence for the token type: a token may be in thousands. */
export const maxTypeLocations = 8;

/** Maximum chunks of one cookie. Browsers store about 180 cookies per site. */
export const maxCookieChunks = 200;

/** Maximum characters of a cookie's name; longer text before an equals sign isn't one. */
export const maxCookieNameLength = 256;

/** Maximum cookies of one header that are compared with well-known values. */
export const maxExplainedCookies = 100;

/** Maximum facts about one value. */
export const maxValueFacts = 64;

/** Maximum characters of a value, or a part of it, that is looked up. */
export const maxLookedUpLength = 512;
