/** What the rules of transport say: `rule_`, the rule's id with `_` for `-`, and what for. */
export const transportSentences = {
  rule_TR_URL_QUERY:
    'The token was sent to $1 in the query of the address, as "$2". Addresses are kept in the history, in the logs of servers and proxies, and go on in Referer.',
  rule_TR_URL_QUERY_todo: 'Send it in the Authorization header, or in the body of a POST.',
  rule_TR_URL_QUERY_except:
    'Request objects, logout hints and JARM answers are meant to go this way and are not counted.',
  rule_TR_URL_PATH:
    'The token stood in the path of an address at $1. Addresses are kept in the history, in logs, and go on in Referer.',
  rule_TR_URL_PATH_todo: 'Send it in a header or in the body.',
  rule_TR_URL_PATH_except:
    'It matters less for a link that works once and for minutes, as one to reset a password.',
  rule_TR_URL_FRAGMENT:
    'The token came in the fragment of an address at $1, as "$2": the implicit flow. It stays in the history, and each script of the page can read it.',
  rule_TR_URL_FRAGMENT_todo: 'Use the code flow with PKCE (RFC 9700 §2.1.2).',
  rule_TR_REDIRECT:
    'A redirect by $1 carries the token in its Location, as "$2". It goes to the next host, and into the history and the logs on the way.',
  rule_TR_REDIRECT_todo: 'Hand on a code that works once, and fetch the token with it.',
  rule_TR_REDIRECT_except:
    'A request object, a logout hint or a JARM answer is sent by redirect and is not counted.',
  rule_TR_REFERER:
    'A request to $1 carried the token in its Referer: the address of the page holds it, and others get to see it.',
  rule_TR_REFERER_todo:
    'Take the token out of the address, and set Referrer-Policy to no-referrer on that page.',
  rule_TR_HTTP: 'The token went to $1 or came from it without encryption. Anyone on the way could read it.',
  rule_TR_HTTP_todo: 'Use https or wss alone, and replace this token.',
  rule_TR_HTTP_except:
    'This very machine (localhost) is not counted; a test network of your own may be no fault either.',
  rule_TR_THIRD_PARTY:
    'The token was sent to $1. That is neither the site of the page nor the issuer, and its audience names other hosts. If nobody meant it to go there, it is a leak.',
  rule_TR_THIRD_PARTY_todo: 'Find the script that sends it; send a token only to the API that it is for.',
  rule_TR_THIRD_PARTY_except:
    'It is no fault where the API has a host of its own that the audience does not name.',
  rule_TR_ANALYTICS:
    'The token was sent to $1, which collects analytics, errors or recordings of sessions. It now stands in the logs of others.',
  rule_TR_ANALYTICS_todo:
    'Have the script leave out tokens and addresses with tokens, and replace this token.',
  rule_TR_ANALYTICS_except: 'It is no fault where the token is for that service itself.',
  rule_TR_GET_TOKEN:
    'The token endpoint at $2 was called with $1 and what it needs in the address. Addresses are kept in logs; RFC 6749 demands POST and a body.',
  rule_TR_GET_TOKEN_todo: 'Call it with POST, all parameters in the body.',
  rule_TR_NO_STORE:
    'The answer of $1 with the token may be kept in a cache: its Cache-Control is "$2", without no-store.',
  rule_TR_NO_STORE_todo: 'Have the server answer with Cache-Control: no-store (RFC 6749 §5.1).',
  rule_TR_CORS:
    'The answer of $1 with the token may be read by pages of "$2" (Access-Control-Allow-Origin). If the server allows every origin in this way, any page that you open can fetch your token.',
  rule_TR_CORS_todo: 'Have the server allow the origins it knows, by their whole name.',
  rule_TR_CORS_except:
    'It is no fault where this very origin is on a list of the server, or the token is public.',
  rule_TR_PASSWORD_GRANT:
    'The password was sent to $1 for a token (grant_type=password). The page gets to see it, and a second factor is left out; RFC 9700 forbids this grant.',
  rule_TR_PASSWORD_GRANT_todo: 'Use the code flow with PKCE.',
  rule_TR_IMPLICIT:
    'The authorization request asked for "$1": the access token then comes through the address, where it can leak, and bound to nothing.',
  rule_TR_IMPLICIT_todo: 'Ask for "code", with PKCE (RFC 9700 §2.1.2).',
  rule_TR_PKCE:
    'The authorization request asked for a code without PKCE, or with the method plain ("$1"). Who gets hold of the code could redeem it.',
  rule_TR_PKCE_todo: 'Send a "code_challenge" with the method S256.',
  rule_TR_PKCE_except:
    'A confidential client of OpenID Connect may rely on the nonce instead (RFC 9700 §2.1.1).',
  rule_TR_STATE:
    'The authorization request has no "state", no "nonce" and no PKCE. A stranger could have his own answer delivered to this browser, and the person would be signed in as him.',
  rule_TR_STATE_todo: 'Use PKCE, or send a "state" that is checked when the answer comes.',
  rule_TR_CLIENT_SECRET:
    'The browser sent a client secret to $1. What a page holds is no secret: everyone who opens it has it.',
  rule_TR_CLIENT_SECRET_todo: 'Replace the secret, and register the page as a public client with PKCE.',
  rule_TR_CLIENT_SECRET_except:
    "It is no fault where the secret is the person's own, as on a page that tests APIs.",
  rule_TR_MIXED_SCHEMES:
    'One request to $1 carried the token in more than one way: $2. Only one is allowed (RFC 6750 §2), and servers may look at different ones.',
  rule_TR_MIXED_SCHEMES_todo: 'Send it in the Authorization header alone.',
  rule_TR_ECHO:
    'The answer of $1 repeats the token that was sent. It then stands where answers are logged, cached or shown.',
  rule_TR_ECHO_todo: 'Have the server leave it out.',
  rule_TR_ECHO_except:
    'It is no fault in an answer whose purpose is to show the request, as of a test server.',
  rule_TR_HTML:
    'The token stands in a document or a script that $1 delivered. Each script of the page can read it, and so can who gets the document from a cache.',
  rule_TR_HTML_todo: 'Have the page fetch it, or leave it in a cookie with HttpOnly.',
  rule_TR_HTML_except: 'The answer page of response_mode=form_post is not counted.',
  rule_TR_RT_ROTATION:
    'At $1 a refresh token of a public client stayed good after it was used: no new one came, or the old one was taken twice. A stolen one would never be noticed.',
  rule_TR_RT_ROTATION_todo:
    'Have the server give a new one each time and refuse the old, or bind it to a key (RFC 9700 §4.14.2).',
  rule_TR_RT_ROTATION_except: 'It is no fault within the seconds that some servers grant for lost answers.',
  rule_TR_WS_QUERY:
    'The token stood in the address of a WebSocket at $1, as "$2". Addresses are kept in logs.',
  rule_TR_WS_QUERY_todo: 'Send it in the first message or in the subprotocol, or a ticket that works once.',
  rule_TR_401_SCHEME:
    'The server answered $1 $2 "$3": $4. With invalid_token it does not take the token (expired, revoked, not for it); with insufficient_scope it wants more rights; with use_dpop_nonce a new proof; with insufficient_user_authentication a fresh or stronger sign-in.',
  rule_TR_401_SCHEME_todo:
    'Refresh the token, ask for the missing scope, or send the proof again with the nonce.',
} as const;
