import type { CauseCode } from './cause';

/** How strongly a text suggests a cause: a specific statement, a word, or a general phrase. */
export const specificWeight = 40;
const general = 10;

/**
 * Something else than a credential has expired, such as "your trial has expired": a noun before "expired" in a text
 * without a word for credentials.
 */
const otherExpired =
  /^(?!.*(?:token|jwt|jws|session|credential|auth|log ?in|sign|\bkeys?\b|bearer|\bexp\b|claim|assertion|ticket|cookie|request|access|grant)).*\b(?!(?:it|has|have|had|is|was|been|are|already|now|just|and|or|not|the|an?|invalid|err(?:or)?)\b)[a-z']{2,30}(?: (?:has|have|had|is|was|been|are|already|now|just)){0,3} expired\b/;
/** The lifetime is longer than the server allows. */
const tooLongLifetime = /\bexp(?:iration|iry)?\b.{0,40}too far in the future/;

interface Phrase {
  readonly cause: CauseCode;
  readonly pattern: RegExp;
  readonly weight?: number;
  /** Text in which the words have another meaning. */
  readonly except?: RegExp;
}

/** In lowercase, with `_` and `-` as spaces and camel case split. */
export const phrases: readonly Phrase[] = [
  {
    cause: 'expired',
    pattern:
      /\bexpired?\b|\bexpir(?:y|ation|es)\b|\bexp\b|max ?age exceeded|too far in the past|token (?:is )?too old|lifetime/,
    except: anyOf(
      /\b(?:code|grant|certificate|page|password|proof|dpop|session|csrf|nonce)\b[^.]{0,20}expired|not (?:yet )?expired|not yet valid/,
      otherExpired,
      tooLongLifetime,
    ),
  },
  { cause: 'expired', pattern: /pgrst303|exp claim/ },
  {
    cause: 'not-yet-valid',
    pattern:
      /\bnot yet (?:valid|active)|not (?:valid|active) yet|\bnbf\b|\bnot ?before\b|immature|too early|in the future|used before|not valid before|not valid until|issued in (?:the )?future|before (?:its )?issued|jwt not active|cannot handle token prior to|\biat\b/,
    except: anyOf(/proof|dpop/, tooLongLifetime),
  },
  {
    cause: 'not-yet-valid',
    pattern: /not active/,
    weight: 20,
    except: /jwt not active|user|account|client|session/,
  },
  {
    cause: 'audience',
    pattern:
      /\baudiences?\b|\baud\b|intended (?:for|recipient)|wrong (?:api|resource|recipient)|resource indicator/,
  },
  {
    cause: 'issuer',
    pattern:
      /\bissuers?\b|\biss\b|issued by (?:an? )?(?:different|another|other|unknown|untrusted)|untrusted (?:authority|idp|provider)|unknown (?:authority|idp|tenant|realm)/,
    except: /by (?:the |its )?issuer|issuer'?s? (?:key|jwks)/,
  },
  {
    cause: 'scope',
    pattern:
      /\bscopes?\b|\bpermissions?\b|\bprivileges?\b|\broles?\b|\bauthorit(?:y|ies)\b|\bscp\b|insufficient (?:rights|access)|\bentitlements?\b|required claims?\b.*(?:scope|role|permission)/,
  },
  {
    cause: 'scope',
    pattern: /forbidden|access (?:is )?denied|not (?:authori[sz]ed|allowed) to|rbac|not allowed/,
    weight: general,
    except: /\balg/,
  },
  {
    cause: 'signature',
    pattern:
      /\bsignatures?\b|\bsig\b|could not (?:be )?verif|tamper|bad mac|crypto(?:graphic)? fail|verifier|hmac/,
    except:
      /could not verify that you are|signature (?:has )?expired|header\.payload|code ?verifier|signature (?:was|is) required|signatureverificationfailed key/,
  },
  { cause: 'signature', pattern: /\b(?:jwt|token) verification fail/, weight: 20 },
  {
    cause: 'unknown-kid',
    pattern:
      /\bkid\b|signing ?key|\bkey ?ids?\b|no (?:matching|applicable|suitable|valid|such)? ?(?:public |signing )?keys?\b|\bjwks?\b (?:key|does|doesn|no|has|lookup|endpoint)|json web key|unable to (?:find|match|get|resolve|locate)[^.]{0,30}keys?\b|\bkeys?\b[^.]{0,30}(?:not (?:found|known|available)|unknown|missing|no match)|(?:unknown|unrecogni[sz]ed|wrong) (?:signing |public )?key/,
    except: /api ?key|key=value|proof|dpop|\bjkt\b|thumbprint/,
  },
  {
    cause: 'algorithm',
    pattern:
      /\balg(?:orithms?)?s?\b|\b(?:hs|rs|ps|es)(?:256|384|512)\b|\beddsa\b|unsecured|unsigned|signature (?:is )?required|"none"|alg none/,
    except: /proof|dpop/,
  },
  {
    cause: 'malformed',
    pattern:
      /malformed|not (?:a )?(?:valid |well ?formed )?(?:jwt|jws|json web token)|decod|deseriali[sz]|\bpars(?:e|ing|able)\b|segments?|compact|base ?64|illegal|padding|unexpected (?:token|end|character|eof)|well ?formed|invalid (?:token )?(?:format|header|payload|structure|encoding|character)|wrong number|number of (?:parts|segments|dots)|utf ?8|header\.payload|period characters|token format/,
    except: /bad (?:authorization )?header format|format is authorization/,
  },
  {
    cause: 'no-token',
    pattern:
      /\bno (?:auth\w*|access token|token|credentials?|bearer|jwt|api ?key|cookie)\b|missing (?:\w+ )?(?:auth\w*|access token|token|bearer|credentials?|jwt|header)|(?:token|credentials?|authorization|authentication|header|jwt|bearer)\b[^.]{0,40}\b(?:missing|required|absent|empty|not (?:provided|found|present|supplied|sent|set|given|included))|jwt is missing|not provided|without (?:a )?(?:token|credentials)/,
    weight: 30,
    except:
      /signature|claim|audience|issuer|scope|\bkid\b|(?:signing|public|matching|applicable) ?keys?\b|\bdpop\b|\bproof\b|csrf|xsrf|code ?verifier/,
  },
  {
    cause: 'no-token',
    pattern:
      /unauthenticated|not authenticated|(?:log|sign) ?in|login required|authentication (?:is )?required|must (?:be )?authenticat/,
    weight: general,
  },
  {
    cause: 'scheme',
    pattern:
      /\bscheme\b|format is authorization|(?:header|authorization)[^.]{0,30}\b(?:must|should) (?:start|begin|be)|bearer \[token\]|authorization type|bad (?:authorization )?header|type bearer|\bprefix\b|credentials bad|must be bearer|expected bearer|not (?:a )?bearer/,
  },
  {
    cause: 'wrong-kind',
    pattern:
      /\btoken (?:type|use|kind)\b|\btyp\b|\bid ?tokens?\b|refresh ?tokens?\b|wrong (?:token )?type|not an? access ?token|access ?token (?:expected|required|only)|wrong token|only (?:access|refresh|id) ?tokens?\b/,
    except:
      /token type (?:bearer|jwt)|no refresh|id ?token (?:has|issued|revoked|expired|verification|is (?:expired|revoked|invalid))|refresh token (?:is )?(?:expired|revoked|invalid)|for any token type/,
  },
  {
    cause: 'revoked-or-opaque',
    pattern:
      /revo[ck]|black ?list|block ?list|deny ?list|invalidated|\binactive(?! (?:user|account))|logged out|signed out|log(?:ged)? ?out|unknown (?:access )?token|token (?:was |is |has been )?(?:not (?:found|recogni[sz]ed|known)|unknown|disabled|deleted)|no longer (?:valid|active)|token does not exist|introspect|session (?:not found|ended|terminated|invalid|does not exist|expired|has expired|revoked)|deactivated|opaque/,
  },
  { cause: 'revoked-or-opaque', pattern: /not active/, weight: 20, except: /jwt not active/ },
  {
    cause: 'superseded',
    pattern:
      /supersed|replaced by|newer (?:token|session)|another (?:device|session|login)|stale token|token (?:version|generation)|rotated|no longer current|old token/,
  },
  {
    cause: 'mtls-binding',
    pattern:
      /x5t|\bmtls\b|mutual ?tls|client cert|certificate (?:bound|thumbprint|mismatch|is required|required|is missing|missing|binding|does ?n.t match|does not match)|(?:no|required|missing)\b[^.]{0,20}\bcertificate/,
    except: /verify certificate|certificate chain/,
  },
  {
    cause: 'step-up',
    pattern:
      /insufficient user auth|\bacr\b|\bamr\b|\bmfa\b|\b2fa\b|multi ?factor|second factor|two ?factor|step ?up|\bre ?auth|\bfresh (?:token|login|sign)|authentication (?:level|strength|context|method|assurance)|max ?age|recent (?:login|sign|auth)|stronger|auth ?time|elevat|\baal\d?\b|\bloa\d?\b/,
    except: /max ?age exceeded|token max ?age/,
  },
  {
    cause: 'csrf',
    pattern:
      /csrf|xsrf|forgery|request ?verification ?token|authenticity ?token|origin (?:checking|check|header) (?:failed|mismatch|does)|page expired|bad origin|referer checking|cross ?site/,
  },
  {
    cause: 'cookie-not-sent',
    pattern: /\bcookies?\b|no session|session (?:is )?(?:missing|required|cookie)|missing session/,
    except: /too (?:large|long|big)|csrf|xsrf/,
  },
  {
    cause: 'too-large',
    pattern:
      /too (?:large|long|big|many)\b|header (?:fields? |list |field )?(?:size|overflow)|header overflow|max(?:imum)? (?:header|size|length)|exceeds? (?:the )?[^.]{0,20}(?:size|limit|length)|entity too|size limit|limit exceeded.*header/,
    except: /too many (?:requests|attempts|segments)|body|payload/,
  },
  { cause: 'preflight', pattern: /preflight|\bcors\b|cross ?origin/ },
  { cause: 'pkce', pattern: /\bpkce\b|code ?verifier|code ?challenge|challenge (?:verification|method)/ },
  { cause: 'redirect-mismatch', pattern: /redirect(?:ion)? ?(?:uri|url)|callback url|\bredirect ?uri/ },
  {
    cause: 'invalid-grant',
    pattern:
      /invalid ?grant|authori[sz]ation code|\bcode\b[^.]{0,40}(?:expired|used|invalid|redeemed|consumed|not found|not valid)|(?:invalid|expired|unknown) (?:auth(?:ori[sz]ation)? )?code\b|refresh ?token[^.]{0,30}(?:expired|revoked|invalid|not found|used|reuse|consumed)|(?:invalid|expired|unknown) refresh ?token|grant (?:is|was|not|request)|already (?:been )?(?:used|redeemed|consumed|exchanged)/,
    except: /proof|dpop|\bjti\b/,
  },
  {
    cause: 'invalid-client',
    pattern:
      /invalid ?client|client ?(?:authentication|credentials?|secret|assertion)|unknown client|unauthori[sz]ed ?client|client (?:id )?(?:not found|unknown|is invalid|mismatch)|no client/,
  },
];

/** What a text about DPoP is about (RFC 9449 §4.3). */
export const dpopPhrases: readonly Phrase[] = [
  { cause: 'dpop-method', pattern: /\bhtm\b|\bhttp ?method\b|\bmethod\b/ },
  { cause: 'dpop-uri', pattern: /\bhtu\b|\bur[il]\b|http ?uri/ },
  { cause: 'dpop-token-hash', pattern: /\bath\b|(?:access )?token hash|hash of/ },
  { cause: 'dpop-nonce', pattern: /nonce/ },
  { cause: 'dpop-replay', pattern: /\bjti\b|repla[yi]|reuse|already|duplicate|unique|used before/ },
  {
    cause: 'dpop-age',
    pattern: /\biat\b|too old|expired|recent|\bage\b|fresh|future|stale|time window|issued at|acceptable/,
  },
  {
    cause: 'dpop-binding',
    pattern:
      /\bjkt\b|thumbprint|\bbound\b|binding|confirmation|\bcnf\b|key mismatch|different key|public key|does ?n.t match|do(?:es)? not match|mismatch/,
  },
  {
    cause: 'dpop-missing',
    pattern:
      /missing|required|\bno\b|not (?:provided|found|present)|must (?:be|contain|have)|without|expected/,
    weight: 30,
  },
];

/** Matches what any of the patterns matches. */
function anyOf(...patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => source).join('|'));
}
