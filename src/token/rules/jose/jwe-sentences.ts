/** What the rules of encrypted tokens say: `rule_`, the rule's id with `_` for `-`, and what for. */
export const jweSentences = {
  rule_JWE_RSA15:
    'The key is encrypted with RSA1_5. A server that tells a wrong padding from a wrong key, if only by its time, lets others open what was encrypted for it.',
  rule_JWE_RSA15_todo: 'Use RSA-OAEP-256 or ECDH-ES, and have servers refuse RSA1_5.',
  rule_JWE_P2C_HIGH:
    'Its "p2c" asks for $1 rounds of PBKDF2. A server that runs them for whoever sends a token can be kept busy at will; here they run only after you agree.',
  rule_JWE_P2C_HIGH_todo: 'Have servers refuse more than 1,200,000.',
  rule_JWE_P2C_LOW:
    'Its "p2c" asks for $1 rounds of PBKDF2, fewer than the 600,000 that a human password needs today. Who has the token can try passwords at leisure.',
  rule_JWE_P2C_LOW_todo: 'Use more rounds, or a random key in place of a password.',
  rule_JWE_P2C_LOW_except: 'It is no fault where the password is a long random one.',
  rule_JWE_P2S:
    'Its salt, "p2s", has $1 bytes, and 8 is the least. With a short salt one table of passwords serves for many tokens.',
  rule_JWE_P2S_todo: 'Use 16 random bytes, new for each token.',
  rule_JWE_ZIP:
    'It was compressed before it was encrypted. Its length then tells something of its content where an attacker can add to it, and a small one may unpack to a very large one.',
  rule_JWE_ZIP_todo: 'Do not compress.',
  rule_JWE_ZIP_except:
    'It is no fault where nothing in it comes from outside and the reader bounds its size.',
  rule_JWE_ZIP_BOMB:
    'Its $1 bytes unpack to more than 250 KB or to more than 10 times as much. A server without a bound can be brought down with it.',
  rule_JWE_ZIP_BOMB_todo: 'Have servers stop at a bound, or refuse compressed tokens.',
  rule_JWE_ZIP_UNKNOWN: 'Its "zip" is "$1", and only DEF is registered. What is inside cannot be unpacked.',
  rule_JWE_ZIP_UNKNOWN_todo: 'Have the issuer leave "zip" out.',
  rule_JWE_NO_INNER_SIG:
    'It holds bare claims, encrypted with $1 to a public key. Anyone can encrypt to a public key: nothing shows who made it, and it would be dangerous if the server trusts it.',
  rule_JWE_NO_INNER_SIG_todo: 'Sign first, then encrypt the signed token.',
  rule_JWE_NO_INNER_SIG_except:
    'It is no fault where nothing depends on who made it, or where that is proven otherwise.',
  rule_JWE_FOR_JWS:
    'A signed token is expected here ($1), but this one is encrypted. A server that opens it with the key it verifies with, and takes that for a signature, would trust anyone who has the public key.',
  rule_JWE_FOR_JWS_todo: 'Have the server expect one kind, by its "alg", and refuse the other.',
  rule_JWE_FOR_JWS_except: 'OK if the endpoint accepts both kinds, or if a signed token is inside.',
  rule_JWE_NESTED_INVALID:
    'It opens, but the signature of the token within does not match. The encryption proves nothing about who made it: the whole is to be refused.',
  rule_JWE_NESTED_INVALID_todo: 'Check that the key within is of the same issuer; else refuse the token.',
  rule_JWE_EPK:
    'The key that the sender made for this token, "epk", is missing or wrong at "$1". A server that calculates with it as it is can give away its private key piece by piece.',
  rule_JWE_EPK_todo: 'Refuse the token. A library must check that the point is on the curve of the key.',
  rule_JWE_TAG:
    'The $1 has $2 bytes, and this encryption has $3. A shorter one is easier to forge; the token must be refused.',
  rule_JWE_TAG_todo: 'Copy the token again; if it is whole, its maker is at fault.',
  rule_JWE_DIR_KEY:
    'With $1 there is no encrypted key, but here it has $2 bytes. A strict reader refuses the token (RFC 7516 §5.2).',
  rule_JWE_DIR_KEY_todo: 'Have the maker leave the second part empty.',
  rule_JWE_KEY_LENGTH:
    'The $1 has another length than the header asks for: $2 in place of $3. The token cannot be opened with it, or was not made by the rules.',
  rule_JWE_KEY_LENGTH_todo: 'Use a key of the exact length; check whether a secret was meant as base64.',
} as const;
