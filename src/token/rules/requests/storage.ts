import { quoteForSentence } from '../../wording';
import { cookieRules } from './cookies';
import { isRotated } from '../oauth/grants';
import { containsToken, isSent, listRequests, parseAddress } from './request';
import type { CheckContext, Hit, RequestFacts, Rule, StorageFacts } from '../rule';
import { DAY, findMoment, LEEWAY_SECONDS, readTime, toTime } from '../read-time';
import { receivedText } from '../../decode/repair';
import { maxLocations } from '../limits';

const group = 'Cookies and storage';

/** Rules about where a browser stores a token: in cookies, in web storage, in the URL of the page. */
export const storageRules: readonly Rule[] = [
  ...cookieRules,
  {
    id: 'ST-LOCAL',
    group,
    severity: 'medium',
    source: 'OWASP "Token Storage on Client Side"; RFC 9700; draft-ietf-oauth-browser-based-apps',
    uses: ['access token', 'session token', 'JWT'],
    find: ({ claims, context }) => {
      const hit = storageHit(findStorage(context, 'localStorage'));
      // Libraries store short-lived tokens there by default.
      const lasts = toTime(claims.exp) - toTime(claims.iat);
      return hit && (lasts > DAY || claims.exp === undefined ? hit : { ...hit, severity: 'info' });
    },
  },
  {
    id: 'ST-SESSION',
    group,
    severity: 'info',
    source: 'OWASP "Token Storage on Client Side"; RFC 9700; draft-ietf-oauth-browser-based-apps',
    find: ({ context }) => storageHit(findStorage(context, 'sessionStorage')),
  },
  {
    id: 'ST-REFRESH',
    group,
    severity: 'medium',
    source: 'draft-ietf-oauth-browser-based-apps; RFC 9700 §4.14',
    uses: ['refresh token'],
    find: ({ context }) =>
      isRotated(context)
        ? undefined
        : areaHit(findStorage(context, 'localStorage', 'sessionStorage', 'IndexedDB')),
  },
  {
    id: 'ST-EXPIRED',
    group,
    severity: 'info',
    source: 'OWASP',
    find: (subject) => {
      const storage = findStorage(subject.context, 'localStorage', 'sessionStorage', 'IndexedDB');
      const [exp, moment] = [
        readTime(subject.claims.exp),
        readTime(subject.context.atSeconds) ?? findMoment(subject),
      ];
      if (storage === undefined || exp === undefined || moment === undefined) return undefined;
      return moment > exp + LEEWAY_SECONDS
        ? {
            params: [quoteForSentence(storage.key), storage.area, { seconds: moment - exp }],
            at: 'claims.exp',
          }
        : undefined;
    },
  },
  {
    id: 'ST-URL-HISTORY',
    group,
    severity: 'medium',
    source: 'RFC 9700 §4.3',
    find: ({ token, context }) => {
      const page = parseAddress(listRequests(context).findLast(isSentByScript)?.pageUrl);
      // A path is the page's own, such as that of an embedded document.
      return containsToken(page?.search, receivedText(token))
        ? { params: [quoteForSentence(page?.host ?? '')] }
        : undefined;
    },
  },
];

/**
 * Whether a script of the page sent the token. While a page loads, before a script can clean its URL, the browser
 * itself sends the cookies and the `Referer`.
 */
function isSentByScript({ location, name }: RequestFacts): boolean {
  return isSent(location) && location !== 'request cookie' && name.toLowerCase() !== 'referer';
}

function findStorage(
  { storage, storages = [] }: CheckContext,
  ...areas: readonly StorageFacts['area'][]
): StorageFacts | undefined {
  const locations = [...(storage === undefined ? [] : [storage]), ...storages.slice(0, maxLocations)];
  return locations.find(({ area }) => areas.includes(area));
}

function storageHit(storage: StorageFacts | undefined): Hit | undefined {
  return storage && { params: [quoteForSentence(storage.key), quoteForSentence(storage.origin)] };
}

/** Includes the area. */
function areaHit(storage: StorageFacts | undefined): Hit | undefined {
  return (
    storage && { params: [quoteForSentence(storage.key), quoteForSentence(storage.origin), storage.area] }
  );
}
