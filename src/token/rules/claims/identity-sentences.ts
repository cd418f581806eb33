/** What the rules about issuer, subject and audience say. Params fill `$1`, `$2` … */
export const identitySentences = {
  rule_CLM_ISS_MISSING:
    'The token does not say who issued it ("iss"), so nothing says whose key must have signed it.',
  rule_CLM_ISS_MISSING_todo: 'Have the issuer name itself, and verifiers compare the name.',
  rule_CLM_ISS_MISSING_except: 'It is optional where one service issues the token and alone reads it.',
  rule_CLM_ISS_HTTP:
    'The issuer is an address without encryption: $1. Whoever sits on the way could hand out other keys for it.',
  rule_CLM_ISS_HTTP_todo: 'Have the issuer use an https address, in its configuration and in its tokens.',
  rule_CLM_ISS_HTTP_except: 'It is a mere name where nobody fetches keys or configuration from it.',
  rule_CLM_ISS_LOCAL:
    "The issuer is one of a developer's machine, a private network or an example: $1. Its keys are often known to many.",
  rule_CLM_ISS_LOCAL_todo: 'Check that no server in production takes tokens of this issuer.',
  rule_CLM_ISS_LOCAL_except: 'It is as meant while you develop or test.',
  rule_CLM_ISS_MISMATCH:
    'The token names the issuer $1, but the keys or the discovery document belong to $2. They say nothing of this token.',
  rule_CLM_ISS_MISMATCH_todo:
    'Compare the two to the last slash, and take the document and the keys of the issuer that the token names.',
  rule_CLM_ISS_MISMATCH_except:
    "Microsoft's documents for all tenants have a place for the tenant in the name.",
  rule_CLM_AUD_MISSING:
    'The token does not say for whom it is ("aud"). It would be dangerous where another service accepts it too.',
  rule_CLM_AUD_MISSING_todo: 'Have the issuer name the audience, and each receiver look for its own name.',
  rule_CLM_AUD_MISSING_except:
    'Access tokens of Amazon Cognito and older tokens of Kubernetes have none by design.',
  rule_CLM_AUD_WIDE:
    'The audience restricts nothing: "$1". Almost every service could take the token for its own.',
  rule_CLM_AUD_WIDE_todo: 'Have the issuer name the one service that the token is for.',
  rule_CLM_AUD_WIDE_except: 'Within one closed system a general name may be enough.',
  rule_CLM_AUD_FOREIGN:
    'The token was sent to $1 but is made for $2. A receiver that is not meant could use it there.',
  rule_CLM_AUD_FOREIGN_todo: 'Ask for a token whose audience is the service that is called.',
  rule_CLM_AUD_FOREIGN_except: 'An audience is a name: it may look like an address at which nobody answers.',
  rule_CLM_AZP:
    'The ID token does not say clearly which client it is for: "azp" is missing beside several audiences, or is none of them.',
  rule_CLM_AZP_todo: 'Have the client check that "azp" is its own name.',
  rule_CLM_AZP_except: 'Google names an app in "azp" and its server in "aud".',
  rule_CLM_SUB_MISSING: 'The token does not say whom it is about ("sub").',
  rule_CLM_SUB_MISSING_todo: 'Have the issuer set "sub"; ID tokens and access tokens by RFC 9068 need it.',
  rule_CLM_SUB_MISSING_except: 'Outside those profiles "sub" is optional.',
  rule_CLM_SUB_CLIENT:
    'The subject is the client itself ($1), yet the token speaks of a person. A client whose name can be chosen could pass for that person.',
  rule_CLM_SUB_CLIENT_todo: 'Have the issuer keep the names of clients and of people apart.',
  rule_CLM_SUB_CLIENT_except: 'A token that a client gets for itself rightly has the client as subject.',
  rule_CLM_JTI_MISSING:
    'The token has no number of its own ("jti"), so it cannot be told when it is used twice.',
  rule_CLM_JTI_MISSING_todo: 'Have the issuer set "jti", and receivers of single-use tokens keep a list.',
  rule_CLM_JTI_MISSING_except: 'Many issuers leave it out of access tokens; only RFC 9068 asks for it there.',
  rule_CLM_TYPE:
    'The claim "$1" has another JSON type than the standard gives it ($2). Programs may read it wrongly.',
  rule_CLM_TYPE_todo: 'Have the issuer write it as the standard says, and compare types before values.',
  rule_CLM_TYPE_except:
    'Some issuers have always written lists or texts here, and their own libraries expect them.',
} as const;
