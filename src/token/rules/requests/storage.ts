import { quoteForSentence } from '../../wording';
import { cookieRules } from './cookies';
import { isRotated } from '../oauth/grants';
import { holdsToken, isSent, listRequests, parseAddress } from './request';
import type { CheckContext, Hit, RequestFacts, Rule, StorageFacts } from '../rule';
import { findMoment, LEEWAY_SECONDS, readTime } from '../time';
import { receivedText } from '../../decode/repair';

const group = 'Cookies and storage';
const MAX_PLACES = 100;

/** Where a browser keeps a token: in cookies, in web storage, in the address of the page. */
export const storageRules: readonly Rule[] = [
  ...cookieRules,
  {
    id: 'ST-LOCAL',
    group,
    severity: 'medium',
    phase: 'storage',
    source: 'OWASP "Token Storage on Client Side"; RFC 9700; draft-ietf-oauth-browser-based-apps',
    uses: ['access token', 'refresh token', 'session token', 'JWT'],
    find: ({ context }) => placeHit(findPlace(context, 'localStorage')),
  },
  {
    id: 'ST-SESSION',
    group,
    severity: 'low',
    phase: 'storage',
    source: 'OWASP "Token Storage on Client Side"; RFC 9700; draft-ietf-oauth-browser-based-apps',
    find: ({ context }) => placeHit(findPlace(context, 'sessionStorage')),
  },
  {
    id: 'ST-REFRESH',
    group,
    severity: 'high',
    phase: 'storage',
    source: 'draft-ietf-oauth-browser-based-apps; RFC 9700 §4.14',
    uses: ['refresh token'],
    find: ({ context }) =>
      isRotated(context)
        ? undefined
        : areaHit(findPlace(context, 'localStorage', 'sessionStorage', 'IndexedDB')),
  },
  {
    id: 'ST-EXPIRED',
    group,
    severity: 'low',
    phase: 'storage',
    source: 'OWASP',
    find: (subject) => {
      const place = findPlace(subject.context, 'localStorage', 'sessionStorage', 'IndexedDB', 'cookie');
      const [exp, moment] = [
        readTime(subject.claims.exp),
        readTime(subject.context.atSeconds) ?? findMoment(subject),
      ];
      if (place === undefined || exp === undefined || moment === undefined) return undefined;
      return moment > exp + LEEWAY_SECONDS
        ? { params: [quoteForSentence(place.key), place.area, { seconds: moment - exp }], at: 'claims.exp' }
        : undefined;
    },
  },
  {
    id: 'ST-URL-HISTORY',
    group,
    severity: 'medium',
    phase: 'storage',
    source: 'RFC 9700 §4.3',
    find: ({ token, context }) => {
      const pageUrl = listRequests(context).findLast(isUse)?.pageUrl;
      return holdsToken(pageUrl, receivedText(token))
        ? { params: [quoteForSentence(parseAddress(pageUrl)?.host ?? '')] }
        : undefined;
    },
  },
];

/**
 * Whether a script of the page chose to send the token. While a page loads, before a script could clean its address, the
 * browser itself sends the cookies and the `Referer`.
 */
function isUse({ place, name }: RequestFacts): boolean {
  return isSent(place) && place !== 'request cookie' && name.toLowerCase() !== 'referer';
}

function findPlace(
  { storage, storages = [] }: CheckContext,
  ...areas: readonly StorageFacts['area'][]
): StorageFacts | undefined {
  const places = [...(storage === undefined ? [] : [storage]), ...storages.slice(0, MAX_PLACES)];
  return places.find(({ area }) => areas.includes(area));
}

function placeHit(place: StorageFacts | undefined): Hit | undefined {
  return place && { params: [quoteForSentence(place.key), quoteForSentence(place.origin)] };
}

/** Names the area too. */
function areaHit(place: StorageFacts | undefined): Hit | undefined {
  return place && { params: [quoteForSentence(place.key), quoteForSentence(place.origin), place.area] };
}
