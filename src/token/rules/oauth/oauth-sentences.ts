/** What the rules of OAuth and OpenID Connect say: `rule_`, the rule's id with `_` for `-`, and what for. */
export const oauthSentences = {
  rule_AT_TYP:
    'It has the claims of an access token of RFC 9068, but its "typ" is "$1" and not at+jwt. An API that does not look at the type could take another kind of token in its place.',
  rule_AT_TYP_todo: 'Have the issuer set "typ" to at+jwt, and the API refuse any other.',
  rule_AT_TYP_except: 'It is no fault where the issuer follows a profile of its own and not RFC 9068.',
  rule_AT_REQUIRED:
    'Its "typ" says at+jwt, but claims that RFC 9068 demands are missing: $1. An API that follows it refuses the token, and one that does not checks less than it should.',
  rule_AT_REQUIRED_todo: 'Have the issuer add them, or leave out the type.',
  rule_AT_ID_CONFUSION:
    'This is an ID token, and it was sent to $1 as if it gave access. It tells a client who signed in: an API that takes it would take one that was made for another client too.',
  rule_AT_ID_CONFUSION_todo: 'Send the access token that came with it.',
  rule_AT_ID_CONFUSION_except:
    'It is no fault where the API is the client\'s own back end, is meant by "aud" and checks it.',
  rule_AT_REFRESH_SENT:
    'A refresh token was sent to $1, at an address that does not look like a token, revocation or introspection endpoint. Who sees it there can get access for as long as it lives.',
  rule_AT_REFRESH_SENT_todo:
    'Send it to the authorization server alone; keep a cookie that holds it to the path of that endpoint.',
  rule_AT_REFRESH_SENT_except: 'It is no fault where this address is such an endpoint under another name.',
  rule_IDT_REQUIRED:
    'Claims that every ID token must have are missing: $1. A client cannot make the checks that OpenID Connect demands of it.',
  rule_IDT_REQUIRED_todo: 'Have the issuer add them.',
  rule_IDT_NONCE:
    'The nonce of the authorization request is "$1", that of the ID token is "$2"; nothing between the quotes means none. The nonce ties the token to this very sign-in: without it a stolen token or code could be put in.',
  rule_IDT_NONCE_todo:
    'Send a fresh nonce with each request, and refuse an ID token that does not bring it back.',
  rule_IDT_NONCE_except: 'It is no fault where the token answers another request, as after a refresh.',
  rule_IDT_AT_HASH:
    'Its "$1" is not the hash of what came with it. Either the one or the other was exchanged, or they do not belong together.',
  rule_IDT_AT_HASH_todo:
    'Use neither. Check that the ID token and the access token or code are from one answer.',
  rule_IDT_NONE:
    'This ID token is unsigned ("alg": "none"). Outside the code flow OpenID Connect forbids it: on its way through the browser anyone could change it.',
  rule_IDT_NONE_todo: 'Have the client registered for a signed ID token.',
  rule_IDT_NONE_except:
    'It is no fault where the client asked for it and gets it straight from the token endpoint (code flow).',
  rule_REQ_OBJ:
    'In this request object these are missing or wrong: $1. RFC 9101 asks for "iss" and "aud", a signature, the "typ" oauth-authz-req+jwt and no "sub" equal to "client_id", which could pass for a client assertion.',
  rule_REQ_OBJ_todo: 'Set or remove what is named.',
  rule_REQ_OBJ_except: 'OpenID Connect Core §6 did not yet ask for the type and allows unsigned ones.',
  rule_CA_ASSERTION:
    'In this client assertion these are missing or wrong: $1. "iss" and "sub" must both be the client, "aud" the authorization server; it needs a "jti", 5 minutes of life at most, and for HS256 a secret of 32 bytes or more.',
  rule_CA_ASSERTION_todo: 'Make a new one for each request, for this server alone.',
  rule_CA_ASSERTION_except:
    'Where it is a grant of RFC 7523 §2.1 and not a proof of the client, "iss" and "sub" differ by right.',
  rule_LGT_RULES:
    'In this logout token these are missing or wrong: $1. It needs the back-channel logout event in "events", a "jti", a "sub" or a "sid", the "typ" logout+jwt and no "nonce"; without them it could be taken for an ID token, or that for it.',
  rule_LGT_RULES_todo: 'Have the issuer follow OpenID Connect Back-Channel Logout 1.0; a client refuses it.',
  rule_LGT_RULES_except: 'The "typ" was added late: many issuers leave it out.',
  rule_SET_RULES:
    'In this security event token these are missing or against the profile: $1. RFC 8417 demands "events" and "jti", asks for the "typ" secevent+jwt, and advises against "exp".',
  rule_SET_RULES_todo: 'Have the transmitter follow RFC 8417, so that it passes for no other kind of token.',
  rule_INTRO_JWT:
    'It holds an answer of token introspection, but its "typ" is "$1" and not token-introspection+jwt. Its claims could pass for those of an access token.',
  rule_INTRO_JWT_todo: 'Have the server set the type (RFC 9701 §5).',
} as const;
