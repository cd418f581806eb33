/** Intended disagreements with the published labels, by suite and ID. */
export const intendedDisagreements: Readonly<Record<string, string>> = {
  'Wycheproof JWS 370':
    'The padding that the label is about was lost: the text is that of case 357, which is valid.',
  'Wycheproof JWS 372': 'A segment contains "?", which base64url does not have (RFC 7515 §2).',
  'RFC 7797 4.2 json':
    'The protected header of this file has no "crit" with "b64" (RFC 7797 §6), so its payload is read as base64url, which it is not.',
  'RFC 7797 4.2 json_flat':
    'The protected header of this file has no "crit" with "b64" (RFC 7797 §6), so its payload is read as base64url, which it is not.',
};

/** Rules that can report a case which is labeled invalid only because of its key. */
export const keyProblems: readonly string[] = [
  'HMAC-EMPTY-SECRET',
  'HMAC-SHORT-KEY',
  'JWKS-DUP-KID',
  'JWKS-MIXED',
  'KEY-ALG-MISMATCH',
  'KEY-POINT',
  'KEY-ROCA',
  'KEY-RSA-EXPONENT',
  'KEY-RSA-SMALL',
  'KEY-USE',
];
