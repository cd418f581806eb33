import type { Subject } from './rule';

/** How far clocks may differ before a rule speaks (RFC 7519 §4.1.4: "usually no more than a few minutes"). */
export const LEEWAY_SECONDS = 60;

export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86_400;

/** A NumericDate (RFC 7519 §2); undefined for anything else. */
export function readTime(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** The same, but NaN for anything else: then no comparison with it holds. */
export function toTime(value: unknown): number {
  return readTime(value) ?? Number.NaN;
}

/** When the token was sent, else the moment the person looks at it; NaN where neither is known. */
export function findMoment({ context }: Subject): number {
  return readTime(context.request?.sentAtSeconds) ?? toTime(context.atSeconds);
}
