import { describe, expect, it } from 'vitest';
import { decode } from '../decode';
import { explainMissing } from '../explain/explain-missing';
import { hasVectors, readVectors, whySkipped } from '../vectors.fixture';
import { findTokens } from './find-tokens';

interface Case {
  readonly id: string;
  readonly input: string;
  readonly expected_tokens: readonly string[];
  readonly action: string;
}

/** Cases whose tokens are not found as the vectors have them, each with why. */
const left: Readonly<Record<string, string>> = {
  'chunked-cookie': 'cookie chunks are not joined',
  'std-base64':
    'padding and the other alphabet are not converted: the signature covers the text as it stands',
};

/** Lawful tokens, or broken ones with a JOSE header, for which the vectors list no token to find. */
const foundAllTheSame: Readonly<Record<string, string>> = {
  'dup-keys': 'a lawful JWS; duplicate members are not told',
  noncanonical: 'malformed, but with a JOSE header and three parts: a server was sent it',
  'wrong-length': 'its signature has 44 letters, a lawful length: a JWS whose signature has 33 bytes',
  'string-timestamps': 'a lawful JWS with claims of the wrong type',
};

/** What is said of text in which nothing is found. */
const reasons: Readonly<Record<string, string>> = {
  'truncated-dots': 'cut',
  'truncated-middle': 'cut_inside',
  'signature-missing': 'two_parts',
  'payload-only': 'payload_only',
  'four-parts': 'malformed part_count',
  'opaque-google': 'opaque_google',
  'opaque-stripe': 'opaque_stripe',
  'macaroon-branca-fernet': 'fernet',
  'django-signed': 'django',
  pem: 'pem',
  'not-json-header': 'malformed header_not_json',
  utf16: 'malformed header_not_utf8',
  huge: 'malformed part_count',
  'spaces-only': 'empty',
};

const cases = hasVectors ? readVectors<{ cases: readonly Case[] }>('pasted-text/inputs.json').cases : [];

describe.skipIf(!hasVectors)(`what people paste${whySkipped}`, () => {
  it('is all accounted for', () => {
    expect(cases.length).toBeGreaterThan(40);
    const ids = cases.map((one) => one.id);
    expect(
      [...Object.keys(left), ...Object.keys(foundAllTheSame), ...Object.keys(reasons)].filter(
        (id) => !ids.includes(id),
      ),
    ).toEqual([]);
  });

  for (const { id, input, expected_tokens: expected } of cases) {
    if (id in left) {
      it.skip(`${id}: left, ${left[id]}`, () => undefined);
    } else if (expected.length > 0) {
      it(`${id}: gives its tokens and no more`, () => {
        const found = findTokens(input);
        expect(found.map((one) => one.raw)).toEqual(expected);
      });
    } else if (id in foundAllTheSame) {
      it(`${id}: is found, ${foundAllTheSame[id]}`, () => {
        expect(findTokens(input).map((one) => one.raw)).toEqual([input]);
        expect(decode(input)).toMatchObject({
          header: { alg: expect.any(String) },
          claims: expect.any(Object),
        });
      });
    } else {
      it(`${id}: gives none and is named`, () => {
        expect(findTokens(input)).toEqual([]);
        const { reason, token } = explainMissing(input);
        expect(reason === 'malformed' ? `malformed ${token?.reason}` : reason).toBe(reasons[id]);
      });
    }
  }
});
