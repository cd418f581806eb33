/** What the rules about what the claims hold say. Params fill `$1`, `$2` … */
export const contentSentences = {
  rule_CLM_PII:
    'The token tells who the person is ($1) to everyone who holds it: its payload is not encrypted.',
  rule_CLM_PII_todo: 'Leave out what the receiver does not need, or let it ask for the rest.',
  rule_CLM_PII_except: "It is as meant in a token that goes to the person's own client and nowhere else.",
  rule_CLM_PII_HIGH:
    'These claims look like numbers or facts that laws protect (cards, accounts, state numbers, health): $1. Everyone who holds the token can read them.',
  rule_CLM_PII_HIGH_todo: 'Take them out of the token, and out of the logs that it has passed.',
  rule_CLM_PII_HIGH_except:
    'The numbers are told by their shape and check digits; another number may have the same.',
  rule_CLM_SECRET:
    'These claims hold what looks like a password or a secret key: $1. Everyone who holds the token can read them.',
  rule_CLM_SECRET_todo: 'Replace the secret, and take it out of the token.',
  rule_CLM_SECRET_except: 'A name can mislead: what is called a secret need not be one.',
  rule_CLM_HASH:
    'The claim holds what looks like the hash of a password: $1. Whoever has it can guess the password at leisure.',
  rule_CLM_HASH_todo: 'Take it out of the token; no receiver needs it.',
  rule_CLM_HASH_except: 'Hexadecimal of that length may be something else.',
  rule_CLM_INTERNAL:
    'The claim "$1" tells of the inside of a network or a server: $2. It helps whoever looks for a way in.',
  rule_CLM_INTERNAL_todo: 'Leave it out, or use a name that says nothing.',
  rule_CLM_INTERNAL_except: 'It does no harm in tokens that never leave that network.',
  rule_CLM_PRIV: 'The token gives far-reaching rights: "$1" is $2. Handle it with care.',
  rule_CLM_PRIV_todo:
    'Do not share it or keep it longer than needed; ask for fewer rights where they are enough.',
  rule_CLM_PRIV_except: 'It is as meant for an administrator at work.',
  rule_CLM_SERVICE_ROLE:
    'This is a token for servers only ($1), and it was seen in a browser. Every visitor of that page may have it.',
  rule_CLM_SERVICE_ROLE_todo: 'Replace the key at once, and keep the new one on the server.',
  rule_CLM_SERVICE_ROLE_except: 'It is as meant in the console of that service itself.',
  rule_CLM_USER_META:
    'The claim "$1" looks like a right, but stands where the person can change it. It would be dangerous where a server goes by it.',
  rule_CLM_USER_META_todo:
    'Keep rights where only the server writes, as in "app_metadata" or "public_metadata".',
  rule_CLM_USER_META_except: 'It does no harm where the value is only shown.',
  rule_CLM_EMAIL_UNVERIFIED:
    'The token does not say that the e-mail address was verified. It would be dangerous where an account is found by it.',
  rule_CLM_EMAIL_UNVERIFIED_todo: 'Find accounts by "iss" and "sub", never by an address.',
  rule_CLM_EMAIL_UNVERIFIED_except:
    'Some issuers verify every address before they put it in, and say so in their documents only.',
  rule_CLM_NESTED_TOKEN:
    'The claim "$1" is itself a token or a session. Whoever gets this token gets that one too.',
  rule_CLM_NESTED_TOKEN_todo: 'Keep the inner one on the server.',
  rule_CLM_NESTED_TOKEN_except: 'Some formats hold tokens on purpose, as presentations and trust chains do.',
  rule_CLM_SCOPE_WIDE: 'The scope "$1" allows more than one task needs. A stolen token is worth as much.',
  rule_CLM_SCOPE_WIDE_todo: 'Ask for the narrowest scopes that are enough.',
  rule_CLM_SCOPE_WIDE_except: 'A client that must work while the person is away needs "offline_access".',
  rule_CLM_OVERAGE:
    'The token does not hold all claims ("$1"): the rest must be fetched elsewhere. Whoever counts on the list here misses some.',
  rule_CLM_OVERAGE_todo: 'Fetch the groups from the issuer, or have it send fewer.',
  rule_CLM_OVERAGE_except: 'It does no harm where nobody decides by groups.',
  rule_CLM_ACT: 'The token names one who acts for another ("$1": $2), or may.',
  rule_CLM_ACT_todo: 'Decide by both: what the subject may do, and who does it.',
  rule_CLM_ACT_except: 'It is as meant where one service calls another on behalf of a person.',
  rule_CLM_HEADER_DUP:
    'The claim "$1" stands in the header too, with another value. Who reads the one and who reads the other disagree.',
  rule_CLM_HEADER_DUP_todo: 'Have the issuer write the same value, and receivers compare the two.',
  rule_CLM_BROWSER_SIZE:
    'The payload has $1 bytes and is sent with every request. Servers and browsers cut or refuse what is too large.',
  rule_CLM_BROWSER_SIZE_todo: 'Leave out claims that the receiver can look up.',
  rule_CLM_BROWSER_SIZE_except: 'It does no harm where the token is sent rarely.',
} as const;
