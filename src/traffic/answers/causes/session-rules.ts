import { isWithinLifetime, seconds } from './time-rules';
import { fact, type Candidate, type Subject } from './subject';
import type { HttpExchange } from '../../exchange/exchange';
import { isLaterInLine, type TokenLinePosition } from '../../log/log-summary';
import { isRefreshOf } from '../refresh';
import { isPermissionError, isSameResource } from './permissions';

/** A token that was accepted before and isn't any more, although nothing about it has changed. */
export function checkSession(subject: Subject): readonly Candidate[] {
  const { credential, exchange, accepted, tokenRequest } = subject;
  if (credential === undefined || credential.text === '' || tokenRequest !== undefined) return [];
  const isBasic = /^basic$/i.test(credential.scheme ?? '');
  if (isBasic || (credential.jwt !== undefined && !isWithinLifetime(subject))) return [];
  const before = (peer: { readonly exchange: HttpExchange }) => peer.exchange.sentAtMs <= exchange.sentAtMs;
  const uses = accepted.sameOrigin.filter(
    (peer) => peer.credential?.text === credential.text && before(peer),
  );
  const isAcceptedLater = accepted.sameOrigin.some(
    (peer) => peer.credential?.text === credential.text && peer.exchange.sentAtMs > exchange.sentAtMs,
  );
  // These statuses have many reasons that have nothing to do with the token.
  if (isAcceptedLater || [400, 413, 414, 422, 500].includes(exchange.status)) return [];
  const isPermission = isPermissionError(subject);
  // With another ID in the path, the resource may be another user's.
  const here = uses.filter((peer) =>
    isPermission ? isSameResource(peer.exchange, exchange) : accepted.samePath.includes(peer),
  );
  const candidates: Candidate[] = [];
  const newer = findNewerToken(subject);
  const isStillAccepted = newer !== undefined && uses.some((peer) => peer.exchange.sentAtMs > newer.atMs);
  if (newer !== undefined && !isStillAccepted) {
    candidates.push({
      code: 'superseded',
      weight: (newer.isRefresh ? 82 : 30) + (uses.length > 0 ? 10 : 0) - (isPermission ? 30 : 0),
      params: [seconds(exchange.sentAtMs - newer.atMs)],
      evidence: [fact('newer-token', seconds(exchange.sentAtMs - newer.atMs))],
    });
  }
  const signedOut = findSignOut(subject, uses[0]?.exchange.sentAtMs);
  if (here.length > 0 || signedOut) {
    candidates.push({
      code: 'revoked-or-opaque',
      weight: (signedOut ? 66 : 50) - (isPermission ? 25 : 0),
      evidence: [
        ...(here.length > 0 ? [fact('same-token-accepted', here.length)] : []),
        ...(signedOut ? [fact('signed-out')] : []),
      ],
    });
  }
  return candidates;
}

interface NewerToken {
  readonly atMs: number;
  /** The response to a refresh token (RFC 6749 §6) delivered it. */
  readonly isRefresh: boolean;
}

/** The first response after the one with this token that delivered another token in its place. */
function findNewerToken(subject: Subject): NewerToken | undefined {
  const { credential, exchange, history } = subject;
  if (credential === undefined) return undefined;
  const responses = history.tokenResponses.filter((each) => each.exchange.answeredAtMs <= exchange.sentAtMs);
  const delivery = responses.findIndex(({ tokens }) => tokens.includes(credential.text));
  const delivered = responses[delivery];
  const line = findLine(subject, credential.text);
  const later = delivered === undefined ? [] : responses.slice(0, delivery);
  for (const each of later.toReversed()) {
    if (
      each.tokens.includes(credential.text) ||
      each.exchange.answeredAtMs < (delivered?.exchange.answeredAtMs ?? 0)
    )
      continue;
    const isRefresh = isRefreshOf(each.exchange, delivered?.exchange);
    const isReplaced =
      line === undefined
        ? isRefresh
        : each.tokens.some((token) => isLaterInLine(line, findLine(subject, token)));
    if (isReplaced) return { atMs: each.exchange.answeredAtMs, isRefresh };
  }
  return undefined;
}

/** The position of a token in its line; undefined for an opaque token and one whose line isn't known. */
function findLine({ log, idOf }: Subject, raw: string): TokenLinePosition | undefined {
  const id = idOf(raw);
  return id === undefined ? undefined : log.row(id)?.line;
}

/** Whether the token was revoked (RFC 7009), or the user signed out, after the token was first captured. */
function findSignOut({ history, exchange, credential, toOrigin }: Subject, sinceMs = 0): boolean {
  const request = history.signOuts.find(
    ({ sentAtMs }) => sentAtMs >= sinceMs && sentAtMs < exchange.sentAtMs,
  );
  const text = credential?.text ?? '';
  if (request === undefined) return false;
  const isDelivered = history.tokenResponses.some(
    (each) => each.exchange.sentAtMs < request.sentAtMs && each.tokens.includes(text),
  );
  return (
    isDelivered ||
    toOrigin.some((each) => each.exchange.sentAtMs < request.sentAtMs && each.credential?.text === text)
  );
}
