/** Claims with a NumericDate (RFC 7519 §2; OpenID Connect Core 1.0 §2 and §5.1). */
const dates: ReadonlySet<string> = new Set(['exp', 'nbf', 'iat', 'auth_time', 'updated_at']);

/** Whether a claim of this name is shown as a date. Any number is one, however large. */
export function isDate(claim: string, value: unknown): value is number {
  return typeof value === 'number' && dates.has(claim);
}
