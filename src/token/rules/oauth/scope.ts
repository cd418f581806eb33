/** The words of claims that are a space-separated string (RFC 6749 §3.3) or a list of strings. */
export function readWords(...claims: readonly unknown[]): readonly string[] {
  return claims.flatMap((claim) => {
    if (typeof claim === 'string') return claim.split(' ').filter((word) => word !== '');
    return Array.isArray(claim) ? claim.filter((word) => typeof word === 'string') : [];
  });
}
