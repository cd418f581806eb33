/** What the rules about keys and secrets say. Params fill `$1`, `$2` … */
export const keySentences = {
  rule_HMAC_EMPTY_SECRET:
    'The signature matches the empty secret. Anyone can sign tokens that such a server takes for its own.',
  rule_HMAC_EMPTY_SECRET_todo:
    'Find out why the signer has no secret; a variable that was never set is the usual reason.',
  rule_HMAC_KNOWN_SECRET:
    'The secret is on a public list of secrets. Whoever has a token finds it in seconds, and can sign as the issuer does.',
  rule_HMAC_KNOWN_SECRET_todo:
    'Replace it with random bytes, at least as many as the hash has, and end the tokens it signed.',
  rule_HMAC_KNOWN_SECRET_except: 'It does no harm in examples and tests whose tokens open nothing.',
  rule_HMAC_SHORT_KEY:
    'The secret is shorter than the $2 bytes that $1 needs, which makes it easier to guess.',
  rule_HMAC_SHORT_KEY_todo: 'Use at least $2 random bytes.',
  rule_HMAC_LOW_ENTROPY:
    'The secret looks like text that a person chose: by estimate, it has less than $1 bits of entropy. Anyone who has one token can try to guess the secret offline.',
  rule_HMAC_LOW_ENTROPY_todo: 'Generate the secret randomly, and keep it out of source code.',
  rule_HMAC_LOW_ENTROPY_except:
    'OK if the text was generated randomly. The estimate only sees its characters.',
  rule_HMAC_KEY_IS_PUBLIC:
    'The signature was made with a public key taken as the secret of $1. Everyone has that key: the token would be dangerous where a server accepts it.',
  rule_HMAC_KEY_IS_PUBLIC_todo:
    'Treat the token as forged, and pin verifiers to the one algorithm of their key.',
  rule_KEY_TYPE_MISMATCH:
    'The key is of a kind that $1 cannot use. A verifier that bends it to fit can be led to accept forged tokens.',
  rule_KEY_TYPE_MISMATCH_todo: 'Give the key that belongs to this issuer and algorithm.',
  rule_KEY_ALG_MISMATCH:
    'The key says it is for $1, but the token says $2. A key must serve one algorithm only.',
  rule_KEY_ALG_MISMATCH_todo: 'Look for the key that is meant for $2, and have verifiers compare the two.',
  rule_KEY_USE: 'By its own "use" or "key_ops" the key is not meant for what this token needs it for.',
  rule_KEY_USE_todo:
    'Look in the set for the key that is: "sig" for signed tokens, "enc" for encrypted ones.',
  rule_KEY_USE_except: 'Some issuers fill in these members carelessly; they are optional.',
  rule_KEY_RSA_SMALL:
    'The key is $1. Below 2048 bits an RSA key can be broken, and with it every token that it signs.',
  rule_KEY_RSA_SMALL_todo: 'Have the issuer make a key of 2048 bits or more.',
  rule_KEY_RSA_EXPONENT:
    'The public exponent of the RSA key is 1, even, or below 65537. Such a key is broken or fragile.',
  rule_KEY_RSA_EXPONENT_todo: 'Have the issuer make a new key with the exponent 65537.',
  rule_KEY_RSA_EXPONENT_except: 'Old keys with exponent 3 are not broken by that alone.',
  rule_KEY_ROCA:
    'The modulus of the key has the mark of a faulty chip (ROCA): its private half can be computed.',
  rule_KEY_ROCA_todo: 'Have the issuer replace the key with one made elsewhere.',
  rule_KEY_SHARED_MODULUS:
    'Two keys of the set ($1 and $2) share a modulus or a prime of it. Whoever sees both can find a private key.',
  rule_KEY_SHARED_MODULUS_todo: 'Have the issuer replace both, and check where its random numbers come from.',
  rule_KEY_SHARED_MODULUS_except:
    'One key listed twice under one name, once for each algorithm, shares nothing new.',
  rule_KEY_POINT:
    'The key is no usable point of its curve. A party that computes with it may give its own private key away.',
  rule_KEY_POINT_todo: 'Do not use the key. Check that it was copied whole.',
  rule_KEY_PRIVATE_PASTED:
    'A private key was given where its public half is enough. Whoever gets it can sign as the issuer does.',
  rule_KEY_PRIVATE_PASTED_todo:
    'Give the public half only, and replace the key if it is in use and others can see it here.',
  rule_KEY_PRIVATE_PASTED_except: 'A key that was made for tests does no harm.',
  rule_JWKS_PRIVATE:
    'The set holds private or shared parts of the key $1 ($2). Whoever reads the set can sign tokens.',
  rule_JWKS_PRIVATE_todo: 'If it was published, replace the key at once; publish public members only.',
  rule_JWKS_PRIVATE_except: 'It is as meant in a set that you keep for yourself.',
  rule_JWKS_MIXED:
    'The set holds shared secrets beside public keys. A verifier could take the one for the other.',
  rule_JWKS_MIXED_todo: 'Keep them in sets of their own.',
  rule_JWKS_DUP_KID: 'Two keys of the set have the name "$1", so it is not certain which one is meant.',
  rule_JWKS_DUP_KID_todo: 'Give each key a "kid" of its own.',
  rule_JWKS_DUP_KID_except: 'Keys of different types or algorithms may share a name (RFC 7517 §4.5).',
  rule_JWKS_NO_KID:
    'The set has several keys, and the token or a key has no "kid". A verifier has to try one after the other.',
  rule_JWKS_NO_KID_todo: 'Name each key, and name the key in the header.',
  rule_JWKS_NO_KID_except: 'A set with one key needs no name.',
  rule_X5C_MISMATCH: 'The certificate is not one of this key: its key or its thumbprint differs.',
  rule_X5C_MISMATCH_todo: 'Compare "x5c", "x5t" and the key; one of them is left over from an earlier key.',
  rule_X5C_DATES: 'The certificate of $1 is outside its dates by $2.',
  rule_X5C_DATES_todo: 'Have the issuer renew it.',
  rule_X5C_DATES_except:
    'Many issuers use a certificate only to wrap a key, and verifiers look at the key alone.',
  rule_X5T_SHA1:
    'The certificate is named by its SHA-1 thumbprint alone. Two certificates can be made that share one.',
  rule_X5T_SHA1_todo: 'Name it by "x5t#S256", or the key by "kid".',
  rule_X5T_SHA1_except: 'It does no harm where verifiers choose the key by "kid", as with Microsoft Entra.',
} as const;
