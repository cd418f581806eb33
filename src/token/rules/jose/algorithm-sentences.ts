/** What the rules about the algorithm and the signature say. Params fill `$1`, `$2` … */
export const algorithmSentences = {
  rule_ALG_NONE:
    'The header says "none": the token is not signed, and anyone can write one like it. It would be dangerous where a server takes it for signed.',
  rule_ALG_NONE_todo:
    'Have the issuer sign its tokens, and let verifiers accept only the algorithms they expect.',
  rule_ALG_NONE_except:
    'It is lawful where something else protects the token on its way and both sides agreed on it (RFC 7519 §6).',
  rule_ALG_NONE_CASE:
    'The header says "$1". No algorithm is called that, but a server that refuses only the exact word "none" might let it pass.',
  rule_ALG_NONE_CASE_todo:
    'Find out who made this token. Verifiers need a list of what they accept, not of what they refuse.',
  rule_ALG_MISSING:
    'The header has no "alg" with a name in it, so nothing says how the signature was made. A verifier that guesses can be led.',
  rule_ALG_MISSING_todo: 'Have the producer write "alg", and let verifiers refuse tokens without it.',
  rule_ALG_UNKNOWN:
    'The algorithm "$1" is not in the IANA registry, so common libraries cannot check the token. It is misspelt or private.',
  rule_ALG_UNKNOWN_todo: 'Compare the name with the registry; names are case-sensitive.',
  rule_ALG_UNKNOWN_except: 'A private name is lawful where both sides agreed on it.',
  rule_ALG_WRONG_KIND:
    'The algorithm $1 is registered for something else and cannot make a token of this shape. Either the token was tampered with or its producer is wrong.',
  rule_ALG_WRONG_KIND_todo:
    'Signed tokens of 3 parts need a signature algorithm, encrypted ones of 5 parts a key management algorithm.',
  rule_ALG_DEPRECATED:
    'The algorithm $1 is deprecated: "EdDSA" leaves open which curve is meant, and RSA1_5 can give away what it hides to whoever may try often.',
  rule_ALG_DEPRECATED_todo:
    'Use Ed25519 or Ed448 in place of EdDSA, and RSA-OAEP-256 or ECDH-ES in place of RSA1_5.',
  rule_ALG_DEPRECATED_except:
    'Many issuers still write EdDSA; it is no weakness as long as the curve is pinned.',
  rule_ALG_HMAC_PUBLIC_ISSUER:
    'The token is signed with a shared secret ($1), though its issuer $2 is another party. Whoever can check it can also make it.',
  rule_ALG_HMAC_PUBLIC_ISSUER_todo:
    'Have the issuer sign with a key pair (ES256, PS256, RS256), so that receivers hold only the public half.',
  rule_ALG_HMAC_PUBLIC_ISSUER_except:
    'It is as meant where issuer and receiver are one and the same service.',
  rule_ALG_NOT_ADVERTISED:
    'The discovery document names $2 for such tokens, but this one says $1. The issuer may never have made it.',
  rule_ALG_NOT_ADVERTISED_todo:
    'Check that the document belongs to the issuer of this token, and pin verifiers to its algorithms.',
  rule_ALG_NOT_ADVERTISED_except:
    'The document has no list for access tokens, whose algorithm may be one of its own.',
  rule_SIG_EMPTY:
    'The header says $1, but there is no signature. The token would be dangerous where a server takes an empty one for a match.',
  rule_SIG_EMPTY_todo: 'Copy the whole token again; if it is whole, find out who took the signature off.',
  rule_SIG_EMPTY_except:
    'The signature may have been left out on purpose where a token is only shown, as in a log.',
  rule_SIG_ON_NONE:
    'The header says "none", yet there is a signature of $1 bytes. A signed token may have been changed to look unsigned.',
  rule_SIG_ON_NONE_todo: 'Compare it with the token as the issuer sent it.',
  rule_SIG_LENGTH: 'A signature by $1 has $2 bytes; this one has $3. It cannot be one of that algorithm.',
  rule_SIG_LENGTH_todo:
    'Copy the whole token again. If it is whole, its algorithm or its signature was changed.',
  rule_SIG_LENGTH_except: 'An RSA key of less than 2048 bits makes shorter ones, and is itself too weak.',
  rule_SIG_ECDSA_DER:
    'The $1 signature is written in ASN.1, not as the two numbers side by side. Verifiers that follow the standard refuse it.',
  rule_SIG_ECDSA_DER_todo:
    'Have the producer convert it: many libraries call the needed form IEEE P1363 or "raw".',
  rule_SIG_ECDSA_ZERO:
    'The number $1 of the signature is zero or too large, which no signer makes. Some verifiers took such a signature to match anything (CVE-2022-21449).',
  rule_SIG_ECDSA_ZERO_todo: 'Treat the token as forged, and check that verifiers of Java are up to date.',
  rule_SIG_NOT_VERIFIED:
    'The signature was not checked: what the token says may have been written by anyone.',
  rule_SIG_NOT_VERIFIED_todo: 'Give a key to check it.',
  rule_SIG_NOT_VERIFIED_except: 'Reading a token needs no key. Trusting it does.',
  rule_SIG_INVALID:
    'The signature does not match the key. The token was changed, or it was signed with another key.',
  rule_SIG_INVALID_todo: 'Check that the key belongs to this issuer and to this time; keys are replaced.',
  rule_SIG_INVALID_except: "It proves nothing against the token if the key is not the issuer's.",
  rule_SIG_GRAPH_NONCE:
    'This token is for Microsoft Graph, and its header was changed after it was signed ("nonce"). Only Graph can check it.',
  rule_SIG_GRAPH_NONCE_todo:
    'Treat it as opaque. For an API of your own, ask for a token with that API as audience.',
} as const;
