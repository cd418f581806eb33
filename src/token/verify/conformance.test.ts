import { beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { hasVectors, readVectors, whySkipped } from '../vectors.fixture';
import { intendedDisagreements } from './conformance-disagreements.fixture';
import { conformanceFiles, runVerifyConformance, type ConformanceRow } from './conformance.fixture';
import { verify } from './verify';

describe.skipIf(!hasVectors)(`published signed tokens${whySkipped}`, () => {
  let rows: readonly ConformanceRow[] = [];

  beforeAll(async () => {
    const vectors = Object.fromEntries(conformanceFiles.map((path) => [path, readVectors(path)]));
    rows = await runVerifyConformance(vectors, { decode, verify });
  });

  it('are all run', () => {
    const counts = new Map<string, number>();
    for (const { suite } of rows) counts.set(suite, (counts.get(suite) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({
      'Wycheproof JWS': 200,
      'Wycheproof JWK': 13,
      'Wycheproof JWC (signatures)': 24,
      'RFC examples': 30,
      'RFC 7520': 22,
      'RFC 7797': 5,
      'RFC 8037': 3,
      'RFC 9901 (issuer)': 12,
      Providers: 34,
    });
  });

  it('have the labeled outcome, except for the intended disagreements', () => {
    expect(rows.filter(({ ok, reason }) => !ok && reason === undefined)).toEqual([]);
  });

  it('have the listed disagreements and no others', () => {
    const disagreements = rows.filter(({ ok }) => !ok).map(({ suite, id }) => `${suite} ${id}`);
    expect(disagreements).toEqual(Object.keys(intendedDisagreements));
  });

  it('are valid although labeled invalid only with a warning about the key', () => {
    const reported = rows.flatMap(({ suite, id, expected, got, ok }) => {
      const [status, , ...warnings] = got.split(' ');
      return ok && expected.startsWith('rejected') && status === 'valid'
        ? [[`${suite} ${id}`, ...warnings]]
        : [];
    });
    expect(reported).toEqual([
      ['Wycheproof JWS 332', 'KEY-ALG-MISMATCH'],
      ['Wycheproof JWS 334', 'KEY-ALG-MISMATCH'],
      ['Wycheproof JWS 336', 'KEY-ALG-MISMATCH'],
      ['Wycheproof JWS 338', 'KEY-ALG-MISMATCH'],
      ['Wycheproof JWS 340', 'KEY-ALG-MISMATCH'],
      ['Wycheproof JWS 354', 'KEY-USE'],
      ['Wycheproof JWS 356', 'KEY-USE'],
      ['Wycheproof JWK 4', 'JWKS-PRIVATE', 'JWKS-DUP-KID'],
      ['Wycheproof JWK 6', 'KEY-ALG-MISMATCH', 'KEY-USE'],
      ['Wycheproof JWK 8', 'KEY-RSA-SMALL'],
      ['Wycheproof JWK 10', 'HMAC-SHORT-KEY', 'JWKS-PRIVATE'],
      ['Wycheproof JWK 12', 'HMAC-SHORT-KEY', 'JWKS-PRIVATE'],
      ['Wycheproof JWK 16', 'HMAC-SHORT-KEY', 'HMAC-EMPTY-SECRET', 'JWKS-PRIVATE'],
      ['Wycheproof JWK 18', 'HMAC-SHORT-KEY', 'HMAC-EMPTY-SECRET', 'JWKS-PRIVATE'],
      ['Wycheproof JWK 20', 'KEY-ALG-MISMATCH'],
      ['Wycheproof JWK 26', 'KEY-ALG-MISMATCH', 'JWKS-PRIVATE'],
      ['Wycheproof JWC (signatures) 46', 'KEY-ROCA'],
    ]);
  });
});
