/** The limits of the checks of one token. Lengths are in characters. */

/** Maximum findings of one rule for one token. */
export const maxFindingsPerRule = 5;
/** Maximum findings for one token. */
export const maxFindings = 100;
/** Maximum signatures of one token that are checked. */
export const maxCheckedSignatures = 10;
/** Maximum values of a header or of claims that the rules read. */
export const maxReadValues = 10_000;
/** Maximum depth at which the rules read values: deeper than in any token that `decode` accepts. */
export const maxReadDepth = 100;
/** Maximum JSON texts of one token that are read: most tokens have two, and one more for each disclosure. */
export const maxJsonParts = 200;
/** Maximum recipients of one token that are checked. */
export const maxCheckedRecipients = 10;
/** Maximum disclosures of one token that are checked. */
export const maxCheckedDisclosures = 1000;
/** Maximum texts of one part of a token that are checked for hosts. */
export const maxHostTexts = 200;
/** Maximum hosts of one token that are checked. */
export const maxHosts = 200;
/** Maximum entries of a list in a token that are read. */
export const maxReadEntries = 100;
/** Maximum characters of a claim that may be a nested token. */
export const maxNestedLength = 65_536;
/** Maximum requests of one token that are checked: the latest ones. */
export const maxRequests = 100;
/** Maximum characters of a body that is read as a form or as JSON: messages of RFC 6749 are small. */
export const maxReadBodyLength = 65_536;
/** Maximum characters of a text that are searched for a token. */
export const maxSearchedLength = 1_048_576;
/** Maximum header lines of a request that are read. */
export const maxHeaders = 500;
/** Maximum companions of a token that are compared with it. */
export const maxCompanions = 10;
/** Maximum characters of a URL: it can contain an entire token. */
export const maxAddressLength = 2_097_152;
/** Maximum storage entries with a token that are checked. */
export const maxLocations = 100;
/** Maximum characters of a `WWW-Authenticate` header that are read. */
export const maxChallengeLength = 4096;
/** Maximum characters of a `kid` that are searched. Longer ones are reported themselves. */
export const maxSearchedKid = 4096;
/** Maximum keys of a set that are checked. */
export const maxCheckedKeys = 100;
