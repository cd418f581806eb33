import { describe, expect, it } from 'vitest';
import { decode } from '../decode';
import { hasVectors, readVectors, whySkipped } from '../vectors.fixture';
import { verify } from './verify';

describe.skipIf(!hasVectors)(`examples of the RFCs${whySkipped}`, () => {
  interface Example {
    readonly id: string;
    readonly kind: string;
    readonly token?: unknown;
    readonly key?: unknown;
    readonly detached_payload?: string;
  }
  const { cases } = hasVectors
    ? readVectors<{ cases: readonly Example[] }>('rfc-examples/rfc-examples.json')
    : { cases: [] };
  const compact = cases.filter((one) => typeof one.token === 'string');

  it('are all read as what they are', () => {
    expect(compact.length).toBeGreaterThan(25);
    for (const { id, kind, token } of compact) {
      expect([id, decode(String(token)).kind]).toEqual([id, kind === 'jwe' ? 'jwe' : 'jws']);
    }
  });

  for (const { id, kind, token, key, detached_payload: detached } of compact) {
    if (kind === 'none') {
      it(`${id}: is not signed`, async () => {
        expect(await verify(decode(String(token)), 'any')).toMatchObject({
          status: 'unchecked',
          reason: 'alg_none',
        });
      });
    } else if (kind === 'jws' || kind === 'detached') {
      it(`${id}: matches its key`, async () => {
        const options = detached === undefined ? {} : { detachedPayload: new TextEncoder().encode(detached) };
        const verdict = await verify(decode(String(token)), JSON.stringify(key), options);
        expect(verdict).toMatchObject({ status: 'valid' });
      });
    } else {
      it(`${id}: is not checked without a key`, async () => {
        const reason = kind === 'jwe' ? 'not_a_jws' : 'no_key';
        expect(await verify(decode(String(token)), '')).toMatchObject({ status: 'unchecked', reason });
      });
    }
  }

  for (const { id, kind } of cases.filter((one) => /json|flat/.test(one.kind))) {
    it.skip(`${id}: left, ${kind} is JSON serialization`, () => undefined);
  }
});

describe.skipIf(!hasVectors)(`Wycheproof JWS${whySkipped}`, () => {
  interface Group {
    readonly comment: string;
    readonly public?: unknown;
    readonly private?: unknown;
    readonly tests: readonly {
      readonly tcId: number;
      readonly comment: string;
      readonly jws: unknown;
      readonly result: string;
    }[];
  }
  const { testGroups } = hasVectors
    ? readVectors<{ testGroups: readonly Group[] }>('wycheproof/json_web_signature_test.json')
    : { testGroups: [] };
  /** Labels that QUIRKS.json says are wrong. */
  const lostPadding = [367, 370];
  const notBase64url = [372, 373];

  it('are all there', () => {
    expect(testGroups.flatMap((group) => group.tests).length).toBe(200);
  });

  for (const group of testGroups) {
    const key = JSON.stringify(group.public ?? group.private);
    for (const { tcId, comment, jws, result } of group.tests) {
      const name = `${tcId} ${group.comment} ${comment}`;
      if (lostPadding.includes(tcId)) {
        it.skip(`${name}: its text is that of a valid case`, () => undefined);
        continue;
      }
      it(`${name}: ${result}`, async () => {
        const { status, warnings } = await verify(decode(String(jws)), key);
        if (notBase64url.includes(tcId)) {
          expect(decode(String(jws))).toMatchObject({ kind: 'malformed', reason: 'bad_character' });
        } else if (result === 'valid') {
          expect(status).toBe('valid');
        } else {
          // A key that is bad or for something else may match: then the fault is named.
          expect(status === 'valid' ? warnings.length : 1).toBeGreaterThan(0);
        }
      });
    }
  }

  it('are valid in spite of their label only for what the key says of itself', async () => {
    const odd: [number, readonly string[]][] = [];
    for (const group of testGroups) {
      for (const { tcId, jws, result } of group.tests) {
        const { status, warnings } = await verify(
          decode(String(jws)),
          JSON.stringify(group.public ?? group.private),
        );
        if (result === 'invalid' && status === 'valid' && !lostPadding.includes(tcId))
          odd.push([tcId, warnings]);
      }
    }
    expect(odd).toEqual([
      [332, ['KEY-ALG-MISMATCH']],
      [334, ['KEY-ALG-MISMATCH']],
      [336, ['KEY-ALG-MISMATCH']],
      [338, ['KEY-ALG-MISMATCH']],
      [340, ['KEY-ALG-MISMATCH']],
      [354, ['KEY-USE']],
      [356, ['KEY-USE']],
    ]);
  });
});

describe.skipIf(!hasVectors)(`the cookbook of RFC 7520 and its companions${whySkipped}`, () => {
  interface Recipe {
    readonly title: string;
    readonly input: { readonly key: unknown; readonly payload: string };
    readonly output: { readonly compact?: string };
  }
  const files = [
    'jws/4_1.rsa_v15_signature.json',
    'jws/4_2.rsa-pss_signature.json',
    'jws/4_3.ecdsa_signature.json',
    'jws/4_4.hmac-sha2_integrity_protection.json',
    'jws/4_5.signature_with_detached_content.json',
    'curve25519/jws.json',
    'rfc7797/hmac-sha2_b64_false.json',
  ];
  for (const file of files) {
    it(`${file}: matches its key`, async () => {
      const { input, output } = readVectors<Recipe>(`rfc7520-cookbook/${file}`);
      const detachedPayload = new TextEncoder().encode(input.payload);
      const verdict = await verify(decode(output.compact ?? ''), JSON.stringify(input.key), {
        detachedPayload,
      });
      expect(verdict).toMatchObject({ status: 'valid' });
    });
  }
  for (const file of [
    '4_6 protecting specific header fields',
    '4_7 protecting content only',
    '4_8 multiple signatures',
    '4.2 of RFC 7797',
  ]) {
    it.skip(`${file}: left, it is JSON serialization alone`, () => undefined);
  }
});
