import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decode } from './decode';
import { maxSignatures } from '../limits';
import type { Jwe, Jws, Malformed } from '../token';
import { encode } from '../token.fixture';
import { hasVectors, readVectors, vectorPath, whySkipped } from '../vectors.fixture';

const claims = { sub: 'alice' };
const flattened = {
  protected: encode({ alg: 'ES256' }),
  header: { kid: 'one' },
  payload: encode(claims),
  signature: encode('signature'),
};
const general = {
  payload: encode(claims),
  signatures: [
    { protected: encode({ alg: 'RS256' }), header: { kid: 'one' }, signature: encode('first') },
    { protected: encode({ alg: 'ES256' }), signature: encode('second') },
    { header: { alg: 'HS256' }, signature: encode('third') },
  ],
};
const encrypted = {
  protected: encode({ enc: 'A128GCM' }),
  unprotected: { jku: 'https://id.example/keys' },
  aad: encode('more'),
  iv: encode('iv of 12 byt'),
  ciphertext: encode('ciphertext'),
  tag: encode('sixteen bytes ok'),
};
const recipients = [
  { header: { alg: 'A128KW', kid: 'one' }, encrypted_key: encode('one') },
  { header: { alg: 'dir' } },
];

function jws(value: unknown): Jws {
  const token = decode(JSON.stringify(value));
  if (token.kind !== 'jws') throw new Error(`decoded as ${JSON.stringify(token)}`);
  return token;
}

function jwe(value: unknown): Jwe {
  const token = decode(JSON.stringify(value));
  if (token.kind !== 'jwe') throw new Error(`decoded as ${JSON.stringify(token)}`);
  return token;
}

function malformed(raw: string): Malformed {
  const token = decode(raw);
  if (token.kind !== 'malformed') throw new Error(`decoded as ${token.kind}`);
  return token;
}

describe("JSON that isn't a token", () => {
  it.each([
    ['no member of a token', { kty: 'RSA' }, '{', 'json_problem_no_signature'],
    ['no signature', { payload: encode(claims) }, '{', 'json_problem_signature_missing'],
    ['a signature that is a number', { ...flattened, signature: 1 }, '1}', 'json_problem_not_string'],
    ['a payload that is an object', { ...flattened, payload: claims }, '{"sub"', 'json_problem_not_string'],
    ['a header that is text', { ...flattened, header: 'kid' }, '"kid"', 'json_problem_not_object'],
    ['an empty protected header', { ...flattened, protected: '' }, '"",', 'json_problem_protected_empty'],
    [
      'a parameter in both headers',
      { ...flattened, header: { alg: 'ES256' } },
      '"ES256"',
      'json_problem_duplicate_parameter',
    ],
    ['both forms', { ...flattened, ...general }, '"c2lnbmF0dXJl"', 'json_problem_both_forms'],
    ["signatures that aren't an array", { ...general, signatures: {} }, '{}', 'json_problem_list_empty'],
    ['an empty array of signatures', { ...general, signatures: [] }, '[]', 'json_problem_list_empty'],
    ['a signature that is text', { ...general, signatures: ['x'] }, '"x"', '_not_object'],
    [
      'too many signatures',
      { signatures: Array.from({ length: maxSignatures + 1 }, () => general.signatures[0]) },
      '{"protected"',
      'json_problem_too_many',
    ],
    [
      'an unencoded payload with a lone surrogate',
      { ...flattened, protected: encode({ alg: 'HS256', b64: false, crit: ['b64'] }), payload: 'a\uD800' },
      '"a\\ud800"',
      'json_problem_lone_surrogate',
    ],
    [
      'signatures that disagree on b64',
      {
        payload: 'a',
        signatures: [
          { protected: encode({ alg: 'HS256', b64: false, crit: ['b64'] }), signature: '' },
          { protected: encode({ alg: 'HS256' }), signature: '' },
        ],
      },
      '[{',
      'json_problem_b64_differs',
    ],
    ['no enc', { ...encrypted, protected: encode({ alg: 'dir' }) }, '{', 'json_problem_enc_missing'],
    [
      'both forms of an encrypted token',
      { ...encrypted, recipients, header: {} },
      '{}',
      'json_problem_both_forms',
    ],
    ['no recipients', { ...encrypted, recipients: [] }, '[]', 'json_problem_list_empty'],
    ['a recipient that is null', { ...encrypted, recipients: [null] }, 'null', '_not_object'],
    [
      'a parameter in two of three headers',
      { ...encrypted, header: { alg: 'dir', jku: 'x' } },
      '"x"',
      'json_problem_duplicate_parameter',
    ],
    [
      'recipients with different encryptions',
      {
        ...encrypted,
        protected: encode({ zip: 'DEF' }),
        recipients: [{ header: { alg: 'dir', enc: 'A128GCM' } }, { header: { alg: 'dir', enc: 'A256GCM' } }],
      },
      '{"header":{"alg":"dir","enc":"A256GCM"}}',
      'json_problem_enc_differs',
    ],
    [
      'a ciphertext that is null',
      { ...encrypted, header: { alg: 'dir' }, ciphertext: null },
      'null',
      'json_problem_not_string',
    ],
  ])('with %s is malformed, with the offset', (_, value, at, words) => {
    const raw = JSON.stringify(value);
    const found = malformed(raw);
    expect([found.reason, found.segment]).toEqual(['json_serialization', 'token']);
    expect(JSON.stringify(found.params[0])).toContain(words);
    expect(raw.slice(found.offset)).toMatch(new RegExp(`^${at.replace(/[\\{}[\]"]/g, String.raw`\$&`)}`));
  });

  it.each([
    ['truncated', '{"payload":"', 12, 'json_problem_syntax'],
    ['too deep', `{"payload":${'['.repeat(64)}${']'.repeat(64)}}`, 74, 'json_problem_too_deep'],
  ])('that is %s is malformed', (_, raw, offset, words) => {
    expect(malformed(raw)).toMatchObject({ reason: 'json_serialization', offset });
    expect(malformed(raw).params[0]).toMatchObject({ code: words });
  });

  it.each([
    ['payload', { ...flattened, payload: 'ab$c' }, 'bad_character', 'payload', '$c'],
    ['signature', { ...flattened, signature: 'AB' }, 'non_canonical', 'signature', 'B"'],
    ['protected header', { ...flattened, protected: encode('{"alg":x') }, 'header_not_json', 'header', 'ng"'],
    ['iv', { ...encrypted, header: { alg: 'dir' }, iv: 'A=' }, 'padding', 'iv', '="'],
    ['missing alg', { ...flattened, protected: encode({ typ: 'JWT' }) }, 'alg_missing', 'header', '{"pr'],
  ])('locates the problem in the full text: %s', (_, value, reason, segment, at) => {
    const raw = ` ${JSON.stringify(value, null, 1)}`;
    const found = malformed(raw);
    expect([found.reason, found.segment]).toEqual([reason, segment]);
    expect(raw.slice(found.offset).replace(/\s/g, '').startsWith(at)).toBe(true);
  });

  it('counts an escape sequence by its source characters', () => {
    const raw = `{"payload":"\\u0061b$c","signature":"","header":{"alg":"none"}}`;
    expect(raw[malformed(raw).offset]).toBe('$');
    expect(malformed(raw).params[1]).toBe(raw.indexOf('$') + 1);
  });

  it('returns the parts that can be decoded', () => {
    expect(malformed(JSON.stringify({ ...flattened, signature: '$' }))).toMatchObject({
      header: { alg: 'ES256', kid: 'one' },
      claims,
    });
    expect(malformed(JSON.stringify({ ...general, protected: '' })).header).toEqual({
      alg: 'RS256',
      kid: 'one',
    });
  });
});

describe('a JWS in JSON serialization', () => {
  it('merges its protected and unprotected headers', () => {
    const token = jws(flattened);
    expect(token).toMatchObject({ serialization: 'flattened', header: { alg: 'ES256', kid: 'one' }, claims });
    expect(token.signatures).toEqual([
      {
        header: { alg: 'ES256', kid: 'one' },
        protectedText: flattened.protected,
        unprotectedHeader: { kid: 'one' },
        signature: new Uint8Array(Buffer.from('signature')),
      },
    ]);
  });

  it('can have multiple signatures, and has the header of the first', () => {
    const token = jws(general);
    expect(token.serialization).toBe('general');
    expect(token.signatures.map(({ header }) => header.alg)).toEqual(['RS256', 'ES256', 'HS256']);
    expect(token.signatures.map(({ signature }) => new TextDecoder().decode(signature))).toEqual([
      'first',
      'second',
      'third',
    ]);
    expect(token.header).toEqual({ alg: 'RS256', kid: 'one' });
    expect(token.signatures[2]?.protectedText).toBe('');
  });

  it('is detached without a payload (RFC 7515 appendix F)', () => {
    const { payload: _, ...detached } = flattened;
    expect(jws(detached)).toMatchObject({ payloadText: '', payloadProblem: { reason: 'payload_detached' } });
  });

  it('can have any text as an unencoded payload (RFC 7797 §5.3)', () => {
    const token = jws({
      ...flattened,
      protected: encode({ alg: 'HS256', b64: false, crit: ['b64'] }),
      payload: '{"é.~":1}',
    });
    expect(token).toMatchObject({ payloadText: '{"é.~":1}', claims: { 'é.~': 1 } });
    expect(new TextDecoder().decode(token.payload)).toBe('{"é.~":1}');
  });

  it('ignores b64 in an unprotected header (RFC 7797 §3)', () => {
    const token = jws({ ...flattened, header: { b64: false, crit: ['b64'] } });
    expect(token.claims).toEqual(claims);
  });

  it('ignores unknown members', () => {
    expect(jws({ ...flattened, more: 1, ciphertexts: [] }).claims).toEqual(claims);
  });

  it('can have white space around it', () => {
    const raw = `\r\n\t ${JSON.stringify(flattened, null, 2)}\n`;
    expect(decode(raw)).toMatchObject({ kind: 'jws', raw });
  });
});

describe('a JWE in JSON serialization', () => {
  it('has one recipient in flattened form', () => {
    const token = jwe({ ...encrypted, ...recipients[0] });
    const header = { enc: 'A128GCM', jku: 'https://id.example/keys', alg: 'A128KW', kid: 'one' };
    expect(token).toMatchObject({
      serialization: 'flattened',
      header,
      protectedText: encrypted.protected,
      unprotectedHeader: { jku: 'https://id.example/keys' },
      aadText: encrypted.aad,
    });
    expect(token.recipients).toEqual([
      {
        header,
        ownHeader: { alg: 'A128KW', kid: 'one' },
        encryptedKey: new Uint8Array(Buffer.from('one')),
      },
    ]);
  });

  it('has multiple recipients in general form, each with its own header', () => {
    const token = jwe({ ...encrypted, recipients });
    expect(token.serialization).toBe('general');
    expect(
      token.recipients.map(({ header, encryptedKey }) => [header.alg, header.enc, encryptedKey.length]),
    ).toEqual([
      ['A128KW', 'A128GCM', 3],
      ['dir', 'A128GCM', 0],
    ]);
    expect(token.encryptedKey).toBe(token.recipients[0]?.encryptedKey);
  });

  it('needs only a ciphertext and a header', () => {
    const token = jwe({ ciphertext: '', header: { alg: 'dir', enc: 'x' } });
    expect([token.iv.length, token.tag.length, token.protectedText, token.aadText]).toEqual([
      0,
      0,
      '',
      undefined,
    ]);
  });
});

interface CookbookOutput {
  readonly output: { readonly json?: object; readonly json_flat?: object };
}

describe(`the JSON serializations of RFC 7520${whySkipped}`, () => {
  it.skipIf(!hasVectors).each(['jws', 'jwe'] as const)('decode as %s', (kind) => {
    const folder = `rfc7520-cookbook/${kind}`;
    const forms = readdirSync(vectorPath(folder)).flatMap((name) => {
      const { json, json_flat } = readVectors<CookbookOutput>(`${folder}/${name}`).output;
      return [json, json_flat].filter((form) => form !== undefined).map((form) => ({ name, form }));
    });
    expect(forms.length).toBeGreaterThan(kind === 'jws' ? 10 : 15);
    for (const { name, form } of forms)
      expect([name, decode(JSON.stringify(form)).kind]).toEqual([name, kind]);
  });
});
