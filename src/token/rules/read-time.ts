import type { Subject } from './rule';

/** How far clocks may differ before a rule reports it (RFC 7519 §4.1.4: "usually no more than a few minutes"). */
export const LEEWAY_SECONDS = 60;

/** In seconds. */
export const MINUTE = 60;
/** In seconds. */
export const HOUR = 3600;
/** In seconds. */
export const DAY = 86_400;

/** A NumericDate (RFC 7519 §2); undefined for anything else. */
export function readTime(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** The same, but NaN for anything else, so that every comparison with it is false. */
export function toTime(value: unknown): number {
  return readTime(value) ?? Number.NaN;
}

/** When the token was sent, otherwise the current time; NaN if neither is known. */
export function findMoment({ context }: Subject): number {
  return readTime(context.request?.sentAtSeconds) ?? toTime(context.atSeconds);
}
