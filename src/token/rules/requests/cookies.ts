import { quoteForSentence } from '../../wording';
import { readTexts } from '../claims/claim-readers';
import { isLoopback } from '../hosts/host';
import { findNamedHost } from '../hosts/known-hosts';
import { parseAddress } from './request';
import type { CookieFacts, Hit, Rule, Subject } from '../rule';
import { readTime } from '../read-time';
import type { Param } from '../../param';

const group = 'Cookies and storage';
/** RFC 6265 §6.1: the size that browsers must support. */
const maxCookieBytes = 4096;
const maxChunksShown = 10;

/** The requirements of each prefix (RFC 6265bis §4.1.3); browsers ignore case. */
const PREFIXES = [
  { name: '__Host-Http-', isHost: true, isHttp: true },
  { name: '__Host-', isHost: true, isHttp: false },
  { name: '__Http-', isHost: false, isHttp: true },
  { name: '__Secure-', isHost: false, isHttp: false },
] as const;

/** Cookies that libraries set and read in scripts by design: Clerk, Supabase, Stytch, and protection against CSRF. */
const FOR_SCRIPTS = /^__session(?:_|$)|^sb-.*-auth-token|^stytch_session_jwt|xsrf|csrf/i;

/** Rules about cookies that contain a token (RFC 6265, RFC 6265bis). */
export const cookieRules: readonly Rule[] = [
  {
    id: 'CK-SECURE',
    group,
    severity: 'medium',
    source: 'RFC 6265 §4.1.2.5; RFC 6750 §5.3; OWASP',
    find: findIn((cookie, subject) =>
      cookie.secure === false && !isOnLoopback(subject) ? nameOf(cookie) : undefined,
    ),
  },
  {
    id: 'CK-HTTPONLY',
    group,
    severity: 'medium',
    source: 'OWASP "Token Sidejacking"',
    find: findIn((cookie) =>
      cookie.httpOnly === false && cookie.split !== true && !isForScripts(cookie)
        ? nameOf(cookie)
        : undefined,
    ),
  },
  {
    id: 'CK-SAMESITE',
    group,
    severity: 'low',
    source: 'OWASP; RFC 6265bis',
    // Without the attribute, browsers send it as if it were Lax. An issuer's own session has to work inside other sites.
    find: findIn((cookie, { claims, context }) =>
      cookie.sameSite === 'None' &&
      !readTexts(claims.iss).some(
        (iss) => findNamedHost(iss) === parseAddress(context.request?.url)?.hostname,
      )
        ? nameOf(cookie)
        : undefined,
    ),
  },
  {
    id: 'CK-DOMAIN',
    group,
    severity: 'info',
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
    id: 'CK-PREFIX-BROKEN',
    group,
    severity: 'high',
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
    id: 'CK-SIZE',
    group,
    severity: 'medium',
    source: 'RFC 6265 §6.1',
    find: findIn((cookie) => {
      const size = readTime(cookie.size) ?? 0;
      return size > maxCookieBytes
        ? [...nameOf(cookie), { bytes: size }, { bytes: maxCookieBytes }]
        : undefined;
    }),
  },
  {
    id: 'CK-CHUNK',
    group,
    severity: 'medium',
    source: 'Auth.js, Supabase and nextjs-auth0 sources',
    find: findIn((cookie) => {
      if (cookie.chunks?.stale !== true) return undefined;
      const numbers = cookie.chunks.found.slice(0, maxChunksShown).filter(Number.isSafeInteger);
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

function isForScripts({ name }: CookieFacts): boolean {
  return FOR_SCRIPTS.test(name.slice(0, 200));
}

function findPrefix({ name }: CookieFacts): (typeof PREFIXES)[number] | undefined {
  return PREFIXES.find((prefix) => name.toLowerCase().startsWith(prefix.name.toLowerCase()));
}

/** Without HTTPS, `Secure` and the prefixes that require it are impossible. */
function isOnLoopback({ context }: Subject): boolean {
  return isLoopback(parseAddress(context.request?.url)?.hostname ?? '');
}
