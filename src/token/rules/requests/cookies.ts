import { quoteForSentence } from '../../wording';
import { isLoopback } from '../hosts/host';
import { parseAddress } from './request';
import type { CookieFacts, Hit, Rule, Subject } from '../rule';
import { DAY, findMoment, LEEWAY_SECONDS, readTime } from '../time';
import type { Param } from '../../param';

const group = 'Cookies and storage';
/** RFC 6265 §6.1: the size that browsers must support. */
const MAX_COOKIE_BYTES = 4096;
/** RFC 6265bis §5.5: browsers delete every cookie after that time. */
const MAX_COOKIE_SECONDS = 400 * DAY;
const MAX_CHUNKS_SHOWN = 10;

/** The requirements of each prefix (RFC 6265bis §4.1.3); browsers ignore case. */
const PREFIXES = [
  { name: '__Host-Http-', isHost: true, isHttp: true },
  { name: '__Host-', isHost: true, isHttp: false },
  { name: '__Http-', isHost: false, isHttp: true },
  { name: '__Secure-', isHost: false, isHttp: false },
] as const;

/** Names that can't have a prefix: Firebase Hosting forwards only this cookie, and Clerk uses it too. */
const FIXED_NAMES: ReadonlySet<string> = new Set(['__session']);

/** Rules about cookies that contain a token (RFC 6265, RFC 6265bis). */
export const cookieRules: readonly Rule[] = [
  {
    id: 'CK-SECURE',
    group,
    severity: 'high',
    phase: 'transport',
    source: 'RFC 6265 §4.1.2.5; RFC 6750 §5.3; OWASP',
    find: findIn((cookie, subject) =>
      cookie.secure === false && !isOnLoopback(subject) ? nameOf(cookie) : undefined,
    ),
  },
  {
    id: 'CK-HTTPONLY',
    group,
    severity: 'high',
    phase: 'transport',
    source: 'OWASP "Token Sidejacking"',
    find: findIn((cookie) =>
      cookie.httpOnly === false && cookie.split !== true ? nameOf(cookie) : undefined,
    ),
  },
  {
    id: 'CK-SAMESITE',
    group,
    severity: 'medium',
    phase: 'transport',
    source: 'OWASP; RFC 6265bis',
    find: findIn((cookie) => {
      const isMissing = cookie.sameSite === undefined && cookie.secure !== undefined;
      return isMissing || cookie.sameSite === 'None' ? [...nameOf(cookie), cookie.sameSite ?? ''] : undefined;
    }),
  },
  {
    id: 'CK-DOMAIN',
    group,
    severity: 'medium',
    phase: 'transport',
    source: 'RFC 6265bis; OWASP',
    find: findIn((cookie, { context }) => {
      const domain = cookie.domain?.replace(/^\./, '').toLowerCase();
      const host = parseAddress(context.request?.url)?.hostname;
      return domain && host?.endsWith(`.${domain}`)
        ? [...nameOf(cookie), quoteForSentence(domain)]
        : undefined;
    }),
  },
  {
    id: 'CK-PREFIX',
    group,
    severity: 'low',
    phase: 'transport',
    source: 'RFC 6265bis §4.1.3',
    find: findIn((cookie, subject) =>
      findPrefix(cookie) === undefined && !FIXED_NAMES.has(cookie.name) && !isOnLoopback(subject)
        ? nameOf(cookie)
        : undefined,
    ),
  },
  {
    id: 'CK-PREFIX-BROKEN',
    group,
    severity: 'medium',
    phase: 'transport',
    source: 'RFC 6265bis §4.1.3',
    find: findIn((cookie) => {
      const prefix = findPrefix(cookie);
      if (prefix === undefined) return undefined;
      const broken = [
        ...(cookie.secure === false ? ['Secure'] : []),
        ...(prefix.isHttp && cookie.httpOnly === false ? ['HttpOnly'] : []),
        ...(prefix.isHost && cookie.domain ? ['Domain'] : []),
        ...(prefix.isHost && cookie.path !== undefined && cookie.path !== '/' ? ['Path'] : []),
      ];
      return broken.length > 0 ? [...nameOf(cookie), broken] : undefined;
    }),
  },
  {
    id: 'CK-LIFETIME',
    group,
    severity: 'medium',
    phase: 'transport',
    source: 'OWASP; RFC 6265bis §5.5',
    find: findIn((cookie, subject) => {
      const ends = readTime(cookie.expiresAtSeconds);
      if (ends === undefined) return undefined;
      const exp = readTime(subject.claims.exp);
      if (exp !== undefined && ends > exp + LEEWAY_SECONDS)
        return [...nameOf(cookie), { seconds: ends - exp }];
      const moment = findMoment(subject);
      return moment !== undefined && ends > moment + MAX_COOKIE_SECONDS
        ? [...nameOf(cookie), { seconds: ends - moment }]
        : undefined;
    }),
  },
  {
    id: 'CK-SIZE',
    group,
    severity: 'low',
    phase: 'transport',
    source: 'RFC 6265 §6.1',
    find: findIn((cookie) => {
      const size = readTime(cookie.size);
      // With a size, it's one cookie with leftover chunks.
      const isSplit = size === undefined && (cookie.chunks?.found.length ?? 0) > 1;
      return isSplit || (size ?? 0) > MAX_COOKIE_BYTES ? [...nameOf(cookie), size ?? 0] : undefined;
    }),
  },
  {
    id: 'CK-CHUNK',
    group,
    severity: 'medium',
    phase: 'transport',
    source: 'Auth.js, Supabase and nextjs-auth0 sources',
    find: findIn((cookie) => {
      if (cookie.chunks?.stale !== true) return undefined;
      const numbers = cookie.chunks.found.slice(0, MAX_CHUNKS_SHOWN).filter(Number.isSafeInteger);
      return [...nameOf(cookie), numbers];
    }),
  },
];

/** A rule about the cookie of the token; its params begin with the cookie's name. */
function findIn(look: (cookie: CookieFacts, subject: Subject) => readonly Param[] | undefined): Rule['find'] {
  return (subject): Hit | undefined => {
    const params = subject.context.cookie && look(subject.context.cookie, subject);
    return params && { params };
  };
}

function nameOf({ name }: CookieFacts): readonly string[] {
  return [quoteForSentence(name)];
}

function findPrefix({ name }: CookieFacts): (typeof PREFIXES)[number] | undefined {
  return PREFIXES.find((prefix) => name.toLowerCase().startsWith(prefix.name.toLowerCase()));
}

/** Without HTTPS, `Secure` and the prefixes that require it are impossible. */
function isOnLoopback({ context }: Subject): boolean {
  return isLoopback(parseAddress(context.request?.url)?.hostname ?? '');
}
