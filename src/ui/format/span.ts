import type { Lifetime } from '../../token';

/** How much of the line lies behind the end, for what happens after it, in percent. */
const tail = 12;

/** Where things stand on a line from issued to expired, in percent of its length. */
export interface Span {
  readonly end: number;
  readonly now: number;
  readonly sent: number | undefined;
}

/** Undefined when the token has no beginning, no end, or its end is not after its beginning. */
export function describeSpan(
  lifetime: Lifetime,
  nowSeconds: number,
  sentAtSeconds: number | undefined,
): Span | undefined {
  const { issuedAtSeconds, notBeforeSeconds, expiresAtSeconds: expires } = lifetime;
  const begins = issuedAtSeconds ?? notBeforeSeconds;
  if (begins === undefined || expires === undefined || expires <= begins) return undefined;
  const end = Math.max(nowSeconds, sentAtSeconds ?? 0) > expires ? 100 - tail : 100;
  const place = (at: number) => Math.max(0, Math.min(100, ((at - begins) / (expires - begins)) * end));
  return {
    end,
    now: place(nowSeconds),
    sent: sentAtSeconds === undefined ? undefined : place(sentAtSeconds),
  };
}
