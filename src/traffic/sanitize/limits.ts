/** The limits of sanitizing one export. */

/** Claims of one token that are counted, and whose values are known to be subjects or parties. */
export const maxNotedClaims = 500;
/** How often the disclosures of one token are replaced: once per level of nesting (RFC 9901 §4.2.6). */
export const maxDisclosureRounds = 8;
/** A name of a field or header that is compared with those of secrets, in UTF-16 code units. */
export const maxSecretNameLength = 64;
/** Levels of JSON whose members get their own names. Deeper ones get the name of the last one. */
export const maxNameDepth = 64;
/** Layers that are removed from a text: as many as the search for tokens removes, and one more for the payload of a token. */
export const maxLayers = 6;
/** Claims that the preview of an export lists. */
export const maxListedClaims = 200;
