/** What the rules about times in the claims say. Params fill `$1`, `$2` … */
export const timeSentences = {
  rule_CLM_EXP_MISSING: 'The token has no end ("exp"): whoever gets hold of it can use it for good.',
  rule_CLM_EXP_MISSING_todo: 'Have the issuer set "exp", an hour or less ahead for access tokens.',
  rule_CLM_EXP_MISSING_except:
    'Offline tokens last until they are revoked, and the issuer must then be able to revoke them.',
  rule_CLM_EXPIRED: 'The token had expired $1 before.',
  rule_CLM_EXPIRED_todo: 'Get a new one. Refresh it before it is needed, not after.',
  rule_CLM_EXPIRED_except: 'A token that is only looked at later has rightly expired by then.',
  rule_CLM_EXPIRED_ACCEPTED:
    'The server answered $1 although the token had expired $2 before. It may not look at "exp".',
  rule_CLM_EXPIRED_ACCEPTED_todo:
    'Send an expired token to something that needs one, and see that the server refuses it.',
  rule_CLM_EXPIRED_ACCEPTED_except:
    'Where nothing but public data was asked for, a server may ignore the token.',
  rule_CLM_LIFETIME: 'The token lasts $1, longer than $2. A stolen one serves as long.',
  rule_CLM_LIFETIME_todo: 'Have the issuer shorten its lifetime, and refresh it instead.',
  rule_CLM_LIFETIME_except:
    "A longer life can be weighed against a binding to the sender's key, or against revocation.",
  rule_CLM_NBF_FUTURE: 'The token becomes valid only in $1 ("nbf"). Until then it must be refused.',
  rule_CLM_NBF_FUTURE_todo: 'If it is a matter of minutes, compare the clocks of issuer and receiver.',
  rule_CLM_NBF_FUTURE_except: 'It is as meant for a token that is issued ahead of its time.',
  rule_CLM_IAT_FUTURE: 'The token says that it was issued $1 from now. A clock is wrong, or the claim is.',
  rule_CLM_IAT_FUTURE_todo: 'Compare the clocks of issuer and receiver.',
  rule_CLM_IAT_FUTURE_except: 'Clocks may differ by a minute, and that much is let pass here.',
  rule_CLM_IAT_MISSING: 'The token does not say when it was issued ("iat"), so its age is unknown.',
  rule_CLM_IAT_MISSING_todo: 'Have the issuer set "iat"; ID tokens and access tokens by RFC 9068 need it.',
  rule_CLM_IAT_MISSING_except: 'Outside those profiles "iat" is optional.',
  rule_CLM_TIME_ORDER:
    'The times contradict each other: "$1" is before "$2" or the same. No clock gives such times.',
  rule_CLM_TIME_ORDER_todo: 'Look at how the issuer computes them.',
  rule_CLM_TIME_ORDER_except: 'Some issuers set "nbf" some minutes back to make up for clocks that are slow.',
  rule_CLM_TIME_MS:
    'The claim "$1" is in milliseconds, but JWTs count seconds. Read as the standard says, it lies thousands of years ahead.',
  rule_CLM_TIME_MS_todo: 'Have the issuer divide it by 1000.',
  rule_CLM_TIME_TYPE:
    'The claim "$1" is no number of seconds since 1970. Some verifiers will skip it, others refuse the token.',
  rule_CLM_TIME_TYPE_todo: 'Have the issuer write a number, without quotes.',
  rule_CLM_AUTH_OLD:
    'The person signed in $1 before the token was issued, which may be longer ago than was asked for.',
  rule_CLM_AUTH_OLD_todo:
    'Send "max_age" or "prompt" to have the person sign in again, and compare "auth_time" in the answer.',
  rule_CLM_AUTH_OLD_except: 'It does no harm where no fresh sign-in is needed.',
} as const;
