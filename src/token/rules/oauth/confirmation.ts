import { quoteForSentence } from '../../wording';
import { readConfirmation, readTexts } from '../claims/claim-readers';
import { isAccepted, listRequests, nameHost, parseAddress, readAuthorization } from '../requests/request';
import type { RequestFacts, Rule } from '../rule';
import { receivedText } from '../../decode/repair';

const group = 'Profiles: DPoP and sender constraint';

/** Scopes and API paths for payments, health records or control over others: where binding is worthwhile. */
const HIGH_VALUE =
  /(?:^|[/:._\s-])(?:payments?|transfers?|openbanking|open-banking|psd2|fapi|fhir|patient|admin|signatures?)(?=$|[/:._\s-])/i;

/** Rules about tokens that are bound to a key (RFC 7800), and about servers that ignore that. */
export const confirmationRules: readonly Rule[] = [
  {
    id: 'DPOP-DOWNGRADE',
    group,
    severity: 'high',
    phase: 'transport',
    source: 'RFC 9449 §7.2',
    find: ({ token, claims, context }) => {
      if (typeof readConfirmation(claims).jkt !== 'string') return undefined;
      const request = listRequests(context).find((candidate) => {
        const authorization = readAuthorization(candidate);
        return (
          isAccepted(candidate) &&
          authorization?.scheme === 'bearer' &&
          authorization.credentials === receivedText(token)
        );
      });
      return request && { params: [nameHost(request), request.status ?? ''], at: 'claims.cnf' };
    },
  },
  {
    id: 'CNF-MTLS',
    group,
    severity: 'info',
    phase: 'decode',
    source: 'RFC 8705 §3.1',
    find: ({ claims }) => {
      const thumbprint = readConfirmation(claims)['x5t#S256'];
      return typeof thumbprint === 'string'
        ? { params: [quoteForSentence(thumbprint)], at: 'claims.cnf' }
        : undefined;
    },
  },
  {
    id: 'CNF-NONE',
    group,
    severity: 'info',
    phase: 'transport',
    source: 'RFC 9700 §2.2.1, §4.10.1',
    uses: ['access token', 'JWT'],
    find: ({ token, claims, context }) => {
      if (token.kind === 'jwe' || claims.cnf !== undefined) return undefined;
      const requests = listRequests(context).filter(
        (request) => readAuthorization(request)?.scheme === 'bearer',
      );
      const [latest] = requests.slice(-1);
      if (latest === undefined) return undefined;
      const words = [...readTexts(claims.scope), ...readTexts(claims.scp), ...requests.map(readPath)];
      const value = words
        .map((text) => HIGH_VALUE.exec(text.slice(0, 4096))?.[0].replace(/\W/g, ''))
        .find((word) => word !== undefined);
      return value === undefined ? undefined : { params: [quoteForSentence(value)] };
    },
  },
];

function readPath({ url }: RequestFacts): string {
  return parseAddress(url)?.pathname ?? '';
}
