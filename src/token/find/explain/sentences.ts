/** What a text is in which no token was found: `missing_` and the reason. Params fill `$1`, `$2` …; positions in them are one-based. */
export const missingSentences = {
  missing_empty: 'There is no token here. Paste one.',
  missing_malformed: '$1',
  missing_too_long: 'The text has $1 characters. Only the first $2 are searched.',
  missing_pem: 'This is a key or a certificate ($1), not a token. Paste it as the key.',
  missing_jwk: 'This is a JSON Web Key, not a token. Paste it as the key.',
  missing_jwks: 'This is a set of JSON Web Keys, not a token. Paste it as the key.',
  missing_json: 'This is JSON without a token in it.',
  missing_cut:
    'The token was cut: it ends in "$1". Copy the full value; many tools show long values shortened.',
  missing_cut_inside:
    'Part of the token was taken out at character $2, where it says "$1". Copy the full value.',
  missing_header_only: 'This is the header of a token alone. The payload and the signature are missing.',
  missing_payload_only:
    'This is one part of a token alone: JSON with $1. The header and the signature are missing.',
  missing_two_parts:
    'Only 2 of the 3 parts of a signed token are here: the signature is missing. A token without one still ends in a dot.',
  missing_chunk_missing:
    'Chunk $1 of the cookie $2 is missing; these were found: $3. Copy all of its chunks.',
  missing_opaque_google: 'This is not a JWT but an opaque Google token ($1…): only Google can read it.',
  missing_opaque_github:
    'This is not a JWT but a GitHub token ($1…). It is a live secret: revoke it if others saw it.',
  missing_opaque_gitlab:
    'This is not a JWT but a GitLab token ($1…). It is a live secret: revoke it if others saw it.',
  missing_opaque_slack:
    'This is not a JWT but a Slack token ($1…). It is a live secret: revoke it if others saw it.',
  missing_opaque_stripe:
    'This is not a JWT but a Stripe key ($1…). It is a live secret: revoke it if others saw it.',
  missing_opaque_secret:
    'This is not a JWT but a token of $1 ($2…). It is a live secret: revoke it if others saw it.',
  missing_aws_session:
    'This is not a JWT. It looks like an AWS session token, which only AWS can read. It is a live secret until it expires.',
  missing_paseto: 'This is not a JWT but a PASETO token ($1).',
  missing_fernet: 'This is not a JWT. It looks like a Fernet token.',
  missing_saml: 'This is not a JWT. It looks like XML in base64, as SAML messages are.',
  missing_django: 'This is not a JWT. It looks like a value signed by Django: parts between colons.',
  missing_flask: 'This is not a JWT. It looks like a Flask session: the first part has no "alg".',
  missing_rails: 'This is not a JWT. It looks like a Rails cookie: parts between two dashes.',
  missing_express: 'This is not a JWT. It looks like the session number that Express signs.',
  missing_aspnet_chunks:
    'This is not a JWT. It says in how many chunks ASP.NET has split a cookie ($1), which only the server can read.',
  missing_oauth2_proxy:
    'This is not a JWT. It looks like a cookie of oauth2-proxy: a value, a time and a signature between bars.',
  missing_client_principal:
    'This is not a JWT but the client principal of Azure: JSON in base64 that nobody signed ($1).',
  missing_macaroon: 'This is not a JWT. It looks like a macaroon.',
  missing_plain_text:
    'There is no token in this text. A token has 3 or 5 parts between dots; the first one mostly begins with "ey".',
} as const;
