/** What the rules about the header say. Params fill `$1`, `$2` … */
export const headerSentences = {
  rule_HDR_JWK_EMBEDDED:
    'The token brings its own key ("jwk"). It would be dangerous where a server checks it with that key: anyone can bring one.',
  rule_HDR_JWK_EMBEDDED_todo: 'Verifiers must use keys that they already hold or fetch from the issuer.',
  rule_HDR_JWK_EMBEDDED_except:
    'Proofs of possession carry their key, and their "typ" says that they are proofs.',
  rule_HDR_JWK_PRIVATE:
    "The key in the header shows its private part ($1). Whoever sees the token can sign in its owner's name.",
  rule_HDR_JWK_PRIVATE_todo: 'Replace the key, and put public members only into the header.',
  rule_HDR_JKU:
    'The token says itself where its keys are ("jku"): $1. It would be dangerous where a server fetches them without a list of places it trusts.',
  rule_HDR_JKU_todo: 'Verifiers should know the place of the keys, or compare it with a fixed list.',
  rule_HDR_JKU_except: 'It is lawful between parties who agreed on the place.',
  rule_HDR_JKU_OFF_ORIGIN:
    'The place that "$1" gives for the keys is not one of the issuer, or can lead elsewhere: $2. Whoever controls it could sign such tokens.',
  rule_HDR_JKU_OFF_ORIGIN_todo:
    "Do not fetch it. Compare it with the place in the issuer's discovery document.",
  rule_HDR_JKU_OFF_ORIGIN_except:
    'Some issuers keep their keys on another host, which their discovery document then names.',
  rule_HDR_X5U:
    'The token says itself where its certificate is ("x5u"): $1. It would be dangerous where a server fetches it without a list of places it trusts.',
  rule_HDR_X5U_todo:
    'Verifiers should compare the place with a fixed list, and the certificate with a root they trust.',
  rule_HDR_X5U_except:
    'In PASSporT the place is part of the standard, and the certificate decides (RFC 8225 §4.2).',
  rule_HDR_X5C:
    'The token brings its own certificates ("x5c"). They count only for a verifier that checks the chain up to a root it already trusts.',
  rule_HDR_X5C_todo: 'Check that the verifier pins the root, and the name in the certificate too.',
  rule_HDR_X5C_except:
    'Where the chain is part of the format, as in app store receipts and eIDAS seals, it belongs there.',
  rule_HDR_KID_PATH:
    'The key name is a path: $1. It would be dangerous where a server reads the key from a file of that name.',
  rule_HDR_KID_PATH_todo:
    'Find out who made the token. Servers should look the name up in a list, never in a file system.',
  rule_HDR_KID_SQL:
    'The key name holds characters of a database query: $1. It would be dangerous where a server puts it into one.',
  rule_HDR_KID_SQL_todo:
    'Find out who made the token. Servers should pass the name as a parameter, never as part of the query.',
  rule_HDR_KID_SQL_except: 'A name in base64url can hold two hyphens by chance.',
  rule_HDR_KID_CMD:
    'The key name holds characters of a shell command: $1. It would be dangerous where a server hands it to a shell.',
  rule_HDR_KID_CMD_todo: 'Find out who made the token. Servers should never build a command from it.',
  rule_HDR_KID_LDAP_URL:
    'The key name is an address or holds characters of a directory query: $1. It would be dangerous where a server looks it up as one.',
  rule_HDR_KID_LDAP_URL_todo:
    'Find out who made the token. Servers should compare the name with those they know, and fetch nothing.',
  rule_HDR_KID_LDAP_URL_except: 'Some issuers name their keys by addresses that nobody is meant to fetch.',
  rule_HDR_KID_SHAPE:
    'The key name ("kid") is empty, no text, longer than $1 characters, or holds control characters. Such a name finds no key.',
  rule_HDR_KID_SHAPE_todo: 'Have the producer write a short name, or none.',
  rule_HDR_KID_UNKNOWN:
    'The set has no key of the name $1. The key was replaced, or the set belongs to another issuer.',
  rule_HDR_KID_UNKNOWN_todo: 'Fetch the set again, and compare its issuer with the one in the token.',
  rule_HDR_KID_UNKNOWN_except: 'After a change of keys an older token names one that has left the set.',
  rule_HDR_CRIT_UNKNOWN:
    'The header says that $1 must be understood ("crit"), and here it is not. A verifier that passes over it does not check what the issuer meant.',
  rule_HDR_CRIT_UNKNOWN_todo: 'Use a verifier that knows the extension; every other must refuse the token.',
  rule_HDR_CRIT_UNKNOWN_except: 'It is as meant for a verifier that knows the extension.',
  rule_HDR_CRIT_BAD:
    'The member "crit" has no lawful form. It must be a list of extensions that stand in the protected header, each once, and none of the standard\'s own.',
  rule_HDR_CRIT_BAD_todo:
    'Have the producer leave it out or write it as RFC 7515 §4.1.11 says; verifiers must refuse the token.',
  rule_HDR_B64_FALSE:
    'The payload is not encoded ("b64" is false), which is forbidden for JWTs. Verifiers would disagree about what was signed.',
  rule_HDR_B64_FALSE_todo: 'Have the producer leave "b64" out.',
  rule_HDR_B64_FALSE_except: 'It is lawful for a JWS whose payload is no claims set.',
  rule_HDR_B64_NO_CRIT:
    'The header has "b64" but does not name it in "crit". A verifier that does not know it reads another payload than was signed.',
  rule_HDR_B64_NO_CRIT_todo: 'Have the producer name it in "crit".',
  rule_HDR_TYP_MISSING:
    'The header does not say what kind of token this is ("typ"), so one kind could be passed off as another.',
  rule_HDR_TYP_MISSING_todo:
    'Have the issuer write the kind, as "at+jwt" for access tokens, and verifiers check it.',
  rule_HDR_TYP_MISSING_except: 'For ID tokens and older profiles no "typ" is asked for.',
  rule_HDR_TYP_GENERIC: 'The header says only that this is a JWT, which does not tell it from other kinds.',
  rule_HDR_TYP_GENERIC_todo: 'Where a new kind of token is designed, give it a "typ" of its own.',
  rule_HDR_TYP_GENERIC_except:
    'Most issuers write this, and their verifiers tell tokens apart by issuer and audience.',
  rule_HDR_TYP_CONFLICT:
    'By its "typ" this is a token of another kind ($1) than its place ($2) is for. A server that takes it there confuses the two.',
  rule_HDR_TYP_CONFLICT_todo: 'Check which token the caller meant to send, and have the server check "typ".',
  rule_HDR_CTY:
    'The member "cty" does not fit the payload: a token inside is announced by "JWT", and nothing else is.',
  rule_HDR_CTY_todo: 'Have the producer set it exactly for tokens inside tokens.',
  rule_HDR_CTY_EXOTIC:
    'The header announces content of the type $1. It would be dangerous where a server parses it before it has checked the signature.',
  rule_HDR_CTY_EXOTIC_todo:
    'Find out who made the token. A server that expects claims should refuse every other type.',
  rule_HDR_CTY_EXOTIC_except: 'It is as meant where such documents are what is signed.',
  rule_HDR_UNPROTECTED:
    'The members $1 stand in the header that no signature covers. Anyone on the way can change how the token is checked.',
  rule_HDR_UNPROTECTED_todo: 'Have the producer move them into the protected header.',
  rule_HDR_UNPROTECTED_except:
    'It is lawful where verifiers know key and algorithm beforehand and do not read them from the token.',
  rule_HDR_NESTED_URL:
    'The header member $1 is an address: $2. It would be dangerous where a server fetches what a token names.',
  rule_HDR_NESTED_URL_todo:
    'Check what the member is for; nobody should fetch it before the signature is checked.',
  rule_HDR_NESTED_URL_except:
    'Some extensions use addresses as names, and ACME names the address that it calls.',
} as const;
