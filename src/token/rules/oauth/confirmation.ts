import { readConfirmation } from '../claims/claim-readers';
import { isAccepted, listRequests, nameHost, readAuthorization } from '../requests/request';
import type { RequestFacts, Rule } from '../rule';
import { receivedText } from '../../decode/repair';

/** Rules about tokens that are bound to a key (RFC 7800). */
export const confirmationRules: readonly Rule[] = [
  {
    id: 'DPOP-DOWNGRADE',
    group: 'Profiles: DPoP and sender constraint',
    severity: 'medium',
    source: 'RFC 9449 §7.1, §7.2',
    find: ({ token, claims, context }) => {
      if (typeof readConfirmation(claims).jkt !== 'string') return undefined;
      const requests = listRequests(context).filter((request) => {
        const authorization = readAuthorization(request);
        return authorization?.scheme === 'bearer' && authorization.credentials === receivedText(token);
      });
      const hit = (request: RequestFacts, variant: string) => ({
        variant,
        params: [nameHost(request), request.status ?? 0],
        at: 'claims.cnf',
      });
      const rejected = requests.findLast(({ status }) => status === 400 || status === 401);
      if (rejected !== undefined) return { ...hit(rejected, 'rejected'), severity: 'high' };
      const accepted = requests.find(isAccepted);
      return accepted && hit(accepted, 'accepted');
    },
  },
];
