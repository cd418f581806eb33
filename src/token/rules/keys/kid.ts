import { quoteForSentence } from '../../wording';
import { listKeys } from './jwks';
import type { Rule, Subject } from '../rule';

const group = 'Header attacks';
const at = 'header.kid';

/** How much of a `kid` is searched. Longer ones are reported themselves. */
const MAX_SEARCHED = 4096;
const MAX_LENGTH = 256;

/** A parent folder, the root, a drive, `file:`, or an encoded dot that is decoded later. */
const PATH = /\.\.[\\/]|^[\\/]|^[A-Za-z]:[\\/]|%2e|\/dev\/null|\/proc\/|^file:/i;
const SQL = /['";]|--|\/\*|\bUNION\b|\bOR\b\s{1,10}\d/i;
/** In base64url, two hyphens can be adjacent by chance. */
const BASE64URL = /^[\w-]+$/;
const COMMAND = /[|;`\n\r]|\$\(|&&/;
const WEB_ADDRESS = /^[a-z][a-z0-9+.-]{0,30}:\/\//i;
const LDAP = /[()*\\]/;
const CONTROL = /\p{Cc}/u;

function readKid({ header }: Subject): string {
  return typeof header.kid === 'string' ? header.kid.slice(0, MAX_SEARCHED) : '';
}

function hitFor(subject: Subject) {
  return { at, params: [quoteForSentence(readKid(subject))] };
}

/** Rules about `kid`, which many servers use to look up a key in files or a database. */
export const kidRules: readonly Rule[] = [
  {
    id: 'HDR-KID-PATH',
    group,
    severity: 'critical',
    phase: 'decode',
    source: 'RFC 8725 §3.10; RFC 7515 §4.1.4',
    find: (subject) => (PATH.test(readKid(subject)) ? hitFor(subject) : undefined),
  },
  {
    id: 'HDR-KID-SQL',
    group,
    severity: 'critical',
    phase: 'decode',
    source: 'RFC 8725 §3.10; RFC 7515 §4.1.4',
    find: (subject) => {
      const kid = readKid(subject);
      return SQL.test(kid) && !BASE64URL.test(kid) ? hitFor(subject) : undefined;
    },
  },
  {
    id: 'HDR-KID-CMD',
    group,
    severity: 'critical',
    phase: 'decode',
    source: 'RFC 8725 §3.10; RFC 7515 §4.1.4',
    find: (subject) => (COMMAND.test(readKid(subject)) ? hitFor(subject) : undefined),
  },
  {
    id: 'HDR-KID-LDAP-URL',
    group,
    severity: 'high',
    phase: 'decode',
    source: 'RFC 8725 §3.10; RFC 7515 §4.1.4',
    find: (subject) => {
      const kid = readKid(subject);
      return WEB_ADDRESS.test(kid) || LDAP.test(kid) ? hitFor(subject) : undefined;
    },
  },
  {
    id: 'HDR-KID-SHAPE',
    group,
    severity: 'low',
    phase: 'decode',
    source: 'RFC 7515 §4.1.4',
    find: ({ header: { kid } }) => {
      if (kid === undefined) return undefined;
      const isOdd =
        typeof kid !== 'string' ||
        kid === '' ||
        kid.length > MAX_LENGTH ||
        CONTROL.test(kid.slice(0, MAX_LENGTH));
      return isOdd ? { at, params: [MAX_LENGTH] } : undefined;
    },
  },
  {
    id: 'HDR-KID-UNKNOWN',
    group,
    severity: 'medium',
    phase: 'verify',
    source: 'OpenID Connect Core 1.0 §10.1.1; RFC 7515 §4.1.4',
    find: (subject) => {
      const kid = readKid(subject);
      const keys = listKeys(subject);
      const isMissing = keys.length > 0 && kid !== '' && !keys.some((key) => key.kid === subject.header.kid);
      return isMissing || subject.context.verdict?.reason === 'kid_not_in_set' ? hitFor(subject) : undefined;
    },
  },
];
