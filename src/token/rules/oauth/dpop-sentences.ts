/** What the rules of DPoP and of bound tokens say: `rule_`, the rule's id with `_` for `-`, and what for. */
export const dpopSentences = {
  rule_DPOP_TYP:
    'It was sent as a DPoP proof, but its "typ" is "$1" and not dpop+jwt. A server that does not look at the type would take any token that this key signed for a proof.',
  rule_DPOP_TYP_todo: 'Set "typ" to dpop+jwt; a server refuses anything else.',
  rule_DPOP_ALG:
    'This DPoP proof has the "alg" "$1". Only a signature by a private key proves that its holder sent the request.',
  rule_DPOP_ALG_todo: 'Sign the proof with an asymmetric algorithm, such as ES256.',
  rule_DPOP_JWK:
    'The header of a DPoP proof must hold the public key as "jwk", and nothing of the private one. Missing, or private: $1. Who holds the private key can use every token that is bound to it.',
  rule_DPOP_JWK_todo: 'Put the public key alone in the header. Replace a key whose private part was sent.',
  rule_DPOP_CLAIMS:
    'Claims that a DPoP proof needs are missing: $1. Without them it is not tied to one request, and to the access token beside it.',
  rule_DPOP_CLAIMS_todo: 'Have the client add them; a server refuses the proof.',
  rule_DPOP_HTM:
    'The proof is for the method $1, and the request was sent with $2. It is a proof for another request.',
  rule_DPOP_HTM_todo: 'Make a new proof for each request.',
  rule_DPOP_HTU:
    'The proof is for $1, and the request went to $2. It is a proof for another address, or a proxy changed the address on the way.',
  rule_DPOP_HTU_todo: 'Make the proof for the address as the client sends it, without query and fragment.',
  rule_DPOP_HTU_QUERY:
    'The "htu" of the proof holds a query or a fragment: $1. Servers do not compare them, and what stands there goes where it need not.',
  rule_DPOP_HTU_QUERY_todo: 'Cut "htu" off before the question mark.',
  rule_DPOP_ATH:
    'The "ath" of the proof is not the hash of the access token that was sent with it. The proof was made for another token.',
  rule_DPOP_ATH_todo: 'Make the proof with the token that is sent, after each refresh.',
  rule_DPOP_JKT:
    'The proof is by the key with the thumbprint $1, but the access token is bound to $2. It is another key, so the token is of no use with it.',
  rule_DPOP_JKT_todo:
    'Sign with the key that was used when the token was issued, or get a new token for this key.',
  rule_DPOP_FRESH:
    'The proof was made $1 away from the moment it was sent. A proof is for one request now: an old one may be stolen, one from the future was made in advance.',
  rule_DPOP_FRESH_todo: 'Make the proof just before the request, and compare the clocks.',
  rule_DPOP_FRESH_except:
    'It matters less where the proof brings back a nonce of the server, which tells its age.',
  rule_DPOP_REPLAY:
    'The same proof, or the same "jti", was seen in $1 requests. A server that takes it twice would take it from a thief too.',
  rule_DPOP_REPLAY_todo: 'Make a new proof with a new "jti" for each request; have the server remember them.',
  rule_DPOP_REPLAY_except:
    'It is no fault where the browser itself sent one request again, after a lost connection.',
  rule_DPOP_NONCE:
    'The server answered $1 use_dpop_nonce and gave a nonce: $2. This is how DPoP begins where a server wants its own nonce; the client sends the request again with it.',
  rule_DPOP_NONCE_todo: 'Look for the next request: its proof must hold this "nonce".',
  rule_DPOP_MULTI:
    'The request held $1 DPoP proofs, and only one is allowed. Servers may look at different ones.',
  rule_DPOP_MULTI_todo: 'Set the header once: two parts of the page or a proxy both add it.',
  rule_DPOP_DOWNGRADE:
    'The token is bound to a key ("cnf.jkt"), but it was sent to $1 as Bearer, without a proof, and was answered with $2. The binding is not enforced there: a stolen token works.',
  rule_DPOP_DOWNGRADE_todo: 'Have the API refuse a bound token without its proof (RFC 9449 §7.2).',
  rule_DPOP_DOWNGRADE_except:
    'It is no fault where the answer is the same for everyone and the token is not looked at.',
  rule_CNF_MTLS:
    'The token is bound to the client certificate with the thumbprint $1. It can be used only over a connection that this certificate opened.',
  rule_CNF_MTLS_todo: 'Nothing: without the certificate, requests with this token are refused by right.',
  rule_CNF_NONE:
    'The token is a plain bearer token for something of high value ($1). Who steals it can use it until it ends.',
  rule_CNF_NONE_todo: 'Consider binding it to a key with DPoP (RFC 9449) or to a certificate (RFC 8705).',
  rule_CNF_NONE_except: 'What is of high value is guessed from the scope and the address.',
} as const;
