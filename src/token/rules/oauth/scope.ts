/** The words of claims that may be one text with spaces between (RFC 6749 §3.3) or a list of texts. */
export function readWords(...claims: readonly unknown[]): readonly string[] {
  return claims.flatMap((claim) => {
    if (typeof claim === 'string') return claim.split(' ').filter((word) => word !== '');
    return Array.isArray(claim) ? claim.filter((word) => typeof word === 'string') : [];
  });
}
