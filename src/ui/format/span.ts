import type { Lifetime } from '../../token';

/** The part of the line, in percent, that is reserved for the time after expiry, if it's needed. */
const tail = 12;

/** Positions on the lifetime line, in percent of its length. The token's start is at 0. */
export interface Span {
  readonly end: number;
  readonly now: number;
  readonly sent: number | undefined;
}

/** Undefined if the token has no start or no end, or doesn't end after it starts. */
export function describeSpan(
  lifetime: Lifetime,
  nowSeconds: number,
  sentAtSeconds: number | undefined,
): Span | undefined {
  const { issuedAtSeconds, notBeforeSeconds, expiresAtSeconds: expires } = lifetime;
  const start = issuedAtSeconds ?? notBeforeSeconds;
  if (start === undefined || expires === undefined || expires <= start) return undefined;
  const end = Math.max(nowSeconds, sentAtSeconds ?? 0) > expires ? 100 - tail : 100;
  const positionOf = (at: number) => Math.max(0, Math.min(100, ((at - start) / (expires - start)) * end));
  return {
    end,
    now: positionOf(nowSeconds),
    sent: sentAtSeconds === undefined ? undefined : positionOf(sentAtSeconds),
  };
}
