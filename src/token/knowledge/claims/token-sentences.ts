/** What the claims of JWT, OAuth and OpenID Connect mean: `about_claim_` and the name. */
export const tokenClaimSentences = {
  about_claim_iss: 'Who issued the token and answers for it.',
  about_claim_sub: 'Whom or what the token is about; unique at its issuer.',
  about_claim_aud: 'For whom the token is meant; anyone else has to refuse it.',
  about_claim_exp: 'When the token expires; from that moment on it has to be refused.',
  about_claim_nbf: 'Before this moment the token has to be refused.',
  about_claim_iat: 'When the token was made.',
  about_claim_jti: 'The name of this one token, by which a replay can be told.',
  about_claim_azp: 'The client that the ID token was issued to.',
  about_claim_nonce:
    'A value the client sent with its request, so that an old answer cannot be passed off as a new one.',
  about_claim_auth_time: 'When the person last proved who they are.',
  about_claim_at_hash: 'The left half of a hash of the access token that came with this ID token.',
  about_claim_c_hash: 'The left half of a hash of the authorization code that came with this ID token.',
  about_claim_acr: 'How strong the sign-in was, as one agreed name for a whole class.',
  about_claim_amr: 'By which methods the person proved who they are.',
  about_claim_sub_jwk:
    'The public key of a person who is their own issuer; the token is signed with its other half.',
  about_claim__claim_names: 'Names the claims that are kept elsewhere, each with the source that holds it.',
  about_claim__claim_sources:
    'Says where the claims named in "_claim_names" are held: inside another token, or behind a URL.',
  about_claim_cnf: 'The key that whoever presents the token has to prove that they hold.',
  about_claim_sid: 'The session at the sign-in service, so that it can be ended by name.',
  about_claim_act: 'Who is acting on behalf of the subject; inside it may stand who acted before.',
  about_claim_may_act: 'Who is allowed to act on behalf of the subject.',
  about_claim_scope: 'What the token allows, as words with spaces between them.',
  about_claim_client_id: 'The client that asked for the token.',
  about_claim_roles: 'The roles the subject has.',
  about_claim_groups: 'The groups the subject belongs to.',
  about_claim_entitlements: 'Single rights that the subject was given.',
  about_claim_authorization_details: 'What the token allows, in detail: one object for each kind of access.',
  about_claim_token_introspection: 'What the authorization server says of the token that was asked about.',
  about_claim_htm: 'The method of the one request this proof is for.',
  about_claim_htu: 'The URL of the one request this proof is for, without its query and fragment.',
  about_claim_ath: 'The SHA-256 of the access token that is sent with this proof.',
  about_claim_sub_id:
    'The subject in a form that says of which kind its name is: an e-mail address, an issuer and a subject, a phone number.',
  about_claim_events:
    'What happened: each member is named by the URI of a kind of event and holds its details.',
  about_claim_toe: 'When the event happened, which may be earlier than when it was reported.',
  about_claim_txn: 'The transaction this belongs to, by which several tokens or events can be joined.',
  about_claim_vot:
    'How far the sign-in can be trusted, as a row of short marks for proofing, credentials and assertion.',
  about_claim_vtm: 'The URL of the document that explains the marks in "vot".',
  about_claim__sd:
    'Digests of the claims of this object that can be disclosed one by one; some may be decoys.',
  about_claim_array_digest: 'The digest that stands for an element of an array until it is disclosed.',
  about_claim__sd_alg: 'The hash behind the digests of the disclosures; SHA-256 when it is missing.',
  about_claim_sd_hash:
    'The digest of the SD-JWT this key binding JWT was made for, so that it serves for no other.',
  about_claim_vc: 'A W3C credential: what an issuer states about its subject.',
  about_claim_vp: 'A W3C presentation: the credentials that a holder shows.',
  about_claim_status: 'Where to look up whether the token has been withdrawn.',
  about_claim_status_list: 'A compressed list with the status of many tokens, a few bits for each.',
  about_claim_ttl: 'For how many seconds the status list may be kept before it is fetched anew.',
} as const;
