import type { Param } from '../../../token';
import { cut } from './claim-text';
import type { SentJwt } from './credential';
import { isPermissionError, isSameResource, readPermissions } from './permissions';
import { fact, type Candidate, type Subject } from './subject';

/** With another error, the scope is only where the token is from (RFC 6750 §3). */
const requiresScope = /scope|permission|forbidden/i;

/** Permissions that the challenge requires (RFC 6750 §3), or that all accepted tokens of this endpoint have. */
export function compareScopes(subject: Subject, jwt: SentJwt): readonly Candidate[] {
  const { accepted, report } = subject;
  const own = readPermissions(jwt.claims);
  const has: Param = own.length > 0 ? own.slice(0, 10).map(cut) : '–';
  const required = report.challenges
    .filter(({ parameters }) => requiresScope.test(parameters.get('error') ?? ''))
    .flatMap(({ parameters }) => parameters.get('scope') ?? '')
    .flatMap((scope) => scope.split(/\s+/))
    .filter((scope) => scope !== '' && !own.includes(scope));
  if (required.length > 0) {
    const needed = required.slice(0, 10).map(cut);
    return [
      { code: 'scope', weight: 56, params: [needed, has], evidence: [fact('scopes-required', needed, has)] },
    ];
  }
  const peers = accepted.sameEndpoint.flatMap((peer) => peer.credential?.jwt ?? []);
  const lists = peers.map((peer) => readPermissions(peer.claims));
  const [first = [], ...rest] = lists;
  const missing = first.filter((scope) => !own.includes(scope) && rest.every((list) => list.includes(scope)));
  if (missing.length > 0) {
    const needed = missing.slice(0, 10).map(cut);
    return [
      {
        code: 'scope',
        weight: isPermissionError(subject) ? 66 : 46,
        params: [needed, has],
        evidence: [fact('scopes-missing', needed, has)],
      },
    ];
  }
  return lists.length > 0 ? checkResource(subject) : checkPermission(subject);
}

/** RFC 9110 §15.5.4: the credentials are not enough, also for a token that can't be read. */
export function checkPermission(subject: Subject): readonly Candidate[] {
  if (!isPermissionError(subject)) return [];
  const { accepted, exchange, credential } = subject;
  const isAcceptedElsewhere = accepted.sameOrigin.some((peer) => peer.credential?.text === credential?.text);
  return isAcceptedElsewhere
    ? [{ code: 'scope', weight: 38, evidence: [fact('accepted-elsewhere')] }]
    : [{ code: 'scope', weight: 18, evidence: [fact('status', exchange.status)] }];
}

/** The endpoint accepted this token before, for something else: that it has access to, perhaps. */
function checkResource(subject: Subject): readonly Candidate[] {
  const { accepted, credential, exchange } = subject;
  const uses = accepted.sameEndpoint.filter((peer) => peer.credential?.text === credential?.text);
  const isOther = uses.every((peer) => !isSameResource(peer.exchange, exchange));
  return isPermissionError(subject) && uses.length > 0 && isOther
    ? [{ code: 'scope', weight: 20, evidence: [fact('same-token-accepted', uses.length)] }]
    : [];
}
