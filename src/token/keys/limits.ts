/** The limits of text that is read as keys, besides `maxKeyLength`. */

/** Maximum characters of a pasted excerpt of a configuration file or of code. */
export const maxExcerptLength = 8_192;
/** Maximum lines of such an excerpt. */
export const maxExcerptLines = 200;
/** Maximum characters of JSON that is searched for a secret, such as the description of a container. */
export const maxSecretJsonLength = 65_536;
/** Maximum characters of XML that is read as a key: longer XML is metadata. */
export const maxXmlLength = 262_144;
/** Maximum members of JSON that are searched for a key. */
export const maxKeyMembers = 2_000;
/** Maximum texts of a list that are read as keys. */
export const maxKeyTexts = 1_000;
/** Maximum tokens in a text that was pasted as a key. */
export const maxTokensInKeyText = 10;
/**
 * Maximum bits of an RSA modulus: no runtime accepts more, and the work on multiple moduli grows with the square of
 * their length.
 */
export const maxModulusBits = 16_384;
/** Maximum texts in a pasted excerpt that are tried as a secret. */
export const maxSecretTexts = 32;
/** Maximum readings of all texts of a pasted excerpt together. */
export const maxSecretReadings = 150;
