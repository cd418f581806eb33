/** Disagreements with the published label that are meant, by suite and id. */
export const meantDisagreements: Readonly<Record<string, string>> = {
  'Wycheproof JWS 370':
    'The padding that the label speaks of was lost: the text is that of case 357, which is valid.',
  'Wycheproof JWS 372': 'A "?" stands in a segment, which base64url does not have (RFC 7515 §2).',
  'RFC 7797 4.2 json':
    'The protected header of this file lacks the "crit" that names "b64" (RFC 7797 §6), so that its payload is no base64url.',
  'RFC 7797 4.2 json_flat':
    'The protected header of this file lacks the "crit" that names "b64" (RFC 7797 §6), so that its payload is no base64url.',
};

/** What a case that is called invalid for its key alone may be told by. */
export const keyFaults: readonly string[] = [
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
