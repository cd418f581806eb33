import { quoteForSentence } from '../../wording';
import { listKeys } from './jwks';
import { HMAC_BYTES } from '../registered';
import type { Rule, Subject } from '../rule';
import { maxSearchedKid } from '../limits';

const group = 'Header attacks';
const at = 'header.kid';

const maxLength = 256;

/** A parent folder, also with encoded characters that are decoded later, the root, a drive, or `file:`. */
const PATH = /(?:\.|%2e){2}(?:[\\/]|%2f|%5c)|^(?:[\\/]|%2f|%5c)|^[A-Za-z]:[\\/]|\/dev\/null|\/proc\/|^file:/i;
/** One in 64 digests in standard base64 begins with a slash. Paths have no digests of mixed case. */
const BASE64 = /^(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=[^\d+=]*[\d+=])[A-Za-z\d+/]{20,}={0,2}$/;
/** A quote, a semicolon or two hyphens alone occur in names, so each needs what an injection continues with. */
const SQL = [
  /['"]\s{0,10}\)?\s{0,10};?\s{0,10}(?:--|\/\*|\|\|)/,
  /['"]\s{0,10}\)?\s{0,10}\b(?:OR|AND)\b[^=]{1,40}=/i,
  /\b(?:OR|AND)\s{1,10}\d{1,10}\s{0,10}=\s{0,10}\d/i,
  /\bUNION(?:\s|\/\*[^*]{0,20}\*\/){1,5}(?:ALL(?:\s|\/\*[^*]{0,20}\*\/){1,5})?SELECT\b/i,
  /;\s{0,10}(?:SELECT|INSERT|UPDATE|DELETE|DROP|ALTER|CREATE|EXEC|SHUTDOWN)\s/i,
  /\bWAITFOR\s{1,10}DELAY\b|\b(?:pg_)?sleep\s?\(\s?\d/i,
] as const;
/** A substitution, or a separator and then a common command with an argument. */
const COMMAND = [
  /\$\([^)]{1,200}\)|`[^`]{1,200}`/,
  /[|;&\n\r]\s{0,10}(?:\/[\w/]{0,40}\/)?(?:sleep|ping|cat|ls|rm|cp|mv|curl|wget|nc|ncat|sh|bash|python3?|perl|ruby|php|node|nslookup|dig|touch|echo|printf|chmod|powershell|cmd)(?:\.exe)?\s{1,10}[^\s|;&]/i,
  /[|;&\n\r]\s{0,10}(?:whoami|ifconfig|ipconfig|reboot|\/bin\/(?:ba)?sh)\b/i,
] as const;
/** Unlike a key vault's `https:`, no issuer names its keys like this. */
const LDAP_ADDRESS = /^ldaps?:\/\//i;
/** A filter inside another one (RFC 4515 §3). */
const LDAP = /\)\s{0,5}\(\s{0,5}[|&!(]{0,3}[\w-]{1,30}\s{0,5}[=~<>]|\(\s{0,5}[|&!]\s{0,5}\([\w-]/;
const CONTROL = /\p{Cc}/u;

function readKid({ header }: Subject): string {
  return typeof header.kid === 'string' ? header.kid.slice(0, maxSearchedKid) : '';
}

function hitFor(subject: Subject) {
  return { at, params: [quoteForSentence(readKid(subject))] };
}

/** Rules about `kid`, which many servers use to look up a key in files or a database. */
export const kidRules: readonly Rule[] = [
  {
    id: 'HDR-KID-PATH',
    group,
    severity: 'medium',
    source: 'RFC 8725 §3.10; RFC 7515 §4.1.4',
    find: (subject) => {
      const kid = readKid(subject);
      return PATH.test(kid) && !BASE64.test(kid) ? hitFor(subject) : undefined;
    },
  },
  {
    id: 'HDR-KID-SQL',
    group,
    severity: 'medium',
    source: 'RFC 8725 §3.10; RFC 7515 §4.1.4',
    find: (subject) => {
      const kid = readKid(subject);
      return SQL.some((pattern) => pattern.test(kid)) ? hitFor(subject) : undefined;
    },
  },
  {
    id: 'HDR-KID-CMD',
    group,
    severity: 'medium',
    source: 'RFC 8725 §3.10; RFC 7515 §4.1.4',
    find: (subject) => {
      const kid = readKid(subject);
      return COMMAND.some((pattern) => pattern.test(kid)) ? hitFor(subject) : undefined;
    },
  },
  {
    id: 'HDR-KID-LDAP-URL',
    group,
    severity: 'medium',
    source: 'RFC 8725 §3.10; RFC 7515 §4.1.4',
    find: (subject) => {
      const kid = readKid(subject);
      return LDAP.test(kid) || LDAP_ADDRESS.test(kid) ? hitFor(subject) : undefined;
    },
  },
  {
    id: 'HDR-KID-SHAPE',
    group,
    severity: 'low',
    source: 'RFC 7515 §4.1.4',
    find: ({ header: { kid } }) => {
      if (kid === undefined) return undefined;
      const isOdd =
        typeof kid !== 'string' ||
        kid === '' ||
        kid.length > maxLength ||
        CONTROL.test(kid.slice(0, maxLength));
      return isOdd ? { at, params: [maxLength] } : undefined;
    },
  },
  {
    id: 'HDR-KID-UNKNOWN',
    group,
    severity: 'medium',
    source: 'OpenID Connect Core 1.0 §10.1.1; RFC 7515 §4.1.4',
    find: (subject) => {
      const kid = readKid(subject);
      const keys = listKeys(subject);
      // A pasted set can be another issuer's; the verdict reports it.
      // A secret isn't published, and only the issuer itself verifies its refresh tokens.
      const isOwn = HMAC_BYTES.has(subject.header.alg) || subject.use === 'refresh token';
      const isMissing =
        keys.length > 0 && kid !== '' && !isOwn && !keys.some((key) => key.kid === subject.header.kid);
      return isMissing ? hitFor(subject) : undefined;
    },
  },
];
