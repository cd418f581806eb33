/** What the rules of cookies and storage say: `rule_`, the rule's id with `_` for `-`, and what for. */
export const storageSentences = {
  rule_CK_SECURE:
    'The cookie "$1" holds the token and is not Secure. The browser sends it over plain http too, where anyone on the way can read it.',
  rule_CK_SECURE_todo: 'Set Secure.',
  rule_CK_SECURE_except: 'This very machine (localhost) is not counted.',
  rule_CK_HTTPONLY:
    'The cookie "$1" holds the token and is not HttpOnly. Any script on the page can read it, a foreign one as well.',
  rule_CK_HTTPONLY_todo: 'Set HttpOnly, and let the server read the cookie.',
  rule_CK_HTTPONLY_except:
    'Where the signature is kept in another, HttpOnly cookie, this half alone is of no use, and it is not counted.',
  rule_CK_SAMESITE:
    'The cookie "$1" holds the token and has the SameSite "$2"; nothing between the quotes means none. With None, and in some browsers without any, requests that other sites cause carry it as well.',
  rule_CK_SAMESITE_todo:
    'Set SameSite to Lax or Strict, and check the origin of requests that change something.',
  rule_CK_SAMESITE_except: 'It is no fault where the page is meant to work inside other sites.',
  rule_CK_DOMAIN:
    'The cookie "$1" holds the token and is set for all of $2. Each host below it gets it, also one that others run.',
  rule_CK_DOMAIN_todo: 'Leave out Domain, so that only the host that set it gets it.',
  rule_CK_DOMAIN_except: 'It is no fault where hosts below it share the sign-in and all are your own.',
  rule_CK_PREFIX:
    'The cookie "$1" holds the token and its name has neither __Host- nor __Secure-. Another host of the domain, or one over plain http, could set one in its place.',
  rule_CK_PREFIX_todo: 'Name it with __Host-, with Secure, Path=/ and no Domain.',
  rule_CK_PREFIX_except: 'Localhost, and a name that the host prescribes (__session), are not counted.',
  rule_CK_PREFIX_BROKEN:
    'The name of the cookie "$1" promises more than its attributes keep: $2. Browsers refuse such a cookie.',
  rule_CK_PREFIX_BROKEN_todo:
    'For __Host- set Secure and Path=/ and no Domain; for __Secure- set Secure; for __Http- HttpOnly too.',
  rule_CK_LIFETIME:
    'The cookie "$1" is kept too long: for another $2 after the token ends, or for more than 400 days. It is sent in vain, and what it tells of a person stays.',
  rule_CK_LIFETIME_todo: 'Let it end with the token.',
  rule_CK_LIFETIME_except: 'It is no fault where the same cookie holds what renews the token.',
  rule_CK_SIZE:
    'The cookie "$1" is split, or has more than the 4,096 bytes that browsers keep: $2 bytes. It may be dropped, and servers refuse headers that grow too long.',
  rule_CK_SIZE_todo: 'Put less into the token, or keep it on the server and only its number in the cookie.',
  rule_CK_CHUNK:
    'Some chunks of the cookie "$1" are left over from an earlier, longer value. Chunks sent: $2. A server that joins them all reads a broken session.',
  rule_CK_CHUNK_todo: 'Delete the remaining chunks whenever fewer are set. Then sign in again.',
  rule_ST_LOCAL:
    'The token is kept in localStorage of $2, as "$1". Any script on the page can read it, in each tab, and it stays when the browser is closed.',
  rule_ST_LOCAL_todo:
    'Keep it in memory or in a worker, or behind a server of your own in an HttpOnly cookie.',
  rule_ST_SESSION:
    'The token is kept in sessionStorage of $2, as "$1". Any script on the page can read it while the tab is open.',
  rule_ST_SESSION_todo: 'Keep it in memory or in a worker, where that is enough.',
  rule_ST_REFRESH:
    'A refresh token is kept in $3 of $2, as "$1", and no refresh was seen to replace it. A script that reads it once can get access for as long as it lives.',
  rule_ST_REFRESH_todo:
    'Have the server rotate refresh tokens or bind them to a key, or keep them on a server of your own.',
  rule_ST_REFRESH_except:
    'It matters less where the server rotates it, which shows only when a refresh is captured.',
  rule_ST_EXPIRED:
    'The token ended $3 ago and is still kept in $2, as "$1". It is of no use, and what it tells of a person stays.',
  rule_ST_EXPIRED_todo: 'Delete it at sign-out and when it ends.',
  rule_ST_URL_HISTORY:
    'The token was still in the address of the page at $1 when the page used it. It stays in the browser history, and anyone who gets the address gets the token.',
  rule_ST_URL_HISTORY_todo:
    'Remove it from the address with history.replaceState before using it, and use the code flow.',
} as const;
