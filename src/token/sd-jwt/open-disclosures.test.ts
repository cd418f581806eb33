import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { encode } from '../token.fixture';
import type { Verdict, VerdictStatus } from '../verify/verdict';
import { createKeyBindingResult, settleKeyBinding } from './decide-key-binding';
import { openDisclosures } from './open-disclosures';
import { decodeSdJwtText, digestOf, makeDisclosure, makeSalt, makeSdJwt } from './sd-jwt.fixture';

const salts = Array.from('abcdefghij', makeSalt);
const [a = '', b = '', c = '', d = ''] = salts;

function open(claims: unknown, disclosures: readonly string[], keyBinding = '') {
  return openDisclosures(decodeSdJwtText(makeSdJwt(claims, disclosures, keyBinding)));
}

describe('disclosures that must be rejected (RFC 9901 §7.1)', () => {
  it('are unreferenced without their digest', async () => {
    const { disclosures, claims, warnings } = await open({ sub: 'x' }, [makeDisclosure(a, 'name', 1)]);
    expect(disclosures).toMatchObject([
      { problem: 'unreferenced', digest: digestOf(makeDisclosure(a, 'name', 1)) },
    ]);
    expect(disclosures[0]).not.toHaveProperty('pointer');
    expect([claims, warnings]).toEqual([{ sub: 'x' }, ['SDJ-DIGEST']]);
  });

  it('are unreferenced if their digest is in a hidden value', async () => {
    const inner = makeDisclosure(a, 'inner', 1);
    const outer = makeDisclosure(b, 'outer', { _sd: [digestOf(inner)] });
    const { disclosures, undisclosed } = await open({ _sd: [digestOf(outer)] }, [inner]);
    expect(disclosures).toMatchObject([{ problem: 'unreferenced' }]);
    expect(undisclosed).toEqual([{ digest: digestOf(outer), pointer: '' }]);
  });

  it('are duplicates if they or their digests occur twice', async () => {
    const name = makeDisclosure(a, 'name', 1);
    const twice = await open({ _sd: [digestOf(name)] }, [name, name]);
    expect(twice.disclosures).toMatchObject([{ pointer: '/name' }, { problem: 'duplicate_digest' }]);
    expect(twice.warnings).toEqual(['SDJ-DIGEST']);
    const both = await open({ _sd: [digestOf(name)], x: { _sd: [digestOf(name)] } }, [name]);
    expect(both.disclosures).toMatchObject([{ problem: 'duplicate_digest' }]);
    const decoys = await open({ _sd: ['decoy', 'decoy'] }, []);
    expect(decoys.warnings).toEqual(['SDJ-DIGEST']);
  });

  it("don't replace a claim or another disclosure of the same name", async () => {
    const [one, two, three] = [
      makeDisclosure(a, 'sub', 1),
      makeDisclosure(b, 'x', 1),
      makeDisclosure(c, 'x', 2),
    ];
    const { claims, disclosures, warnings } = await open(
      { sub: 'mine', _sd: [one, two, three].map((text) => digestOf(text)) },
      [one, two, three],
    );
    expect(disclosures.map(({ pointer, problem }) => pointer ?? problem)).toEqual([
      'name_taken',
      '/x',
      'name_taken',
    ]);
    expect([claims, warnings]).toEqual([{ sub: 'mine', x: 1 }, ['SDJ-FORM']]);
  });

  it('are malformed if an element is used as a member, or a member as an element', async () => {
    const [element, member] = [makeDisclosure(a, 'DE'), makeDisclosure(b, 'name', 'DE')];
    const { claims, disclosures } = await open(
      { _sd: [digestOf(element)], list: [{ '...': digestOf(member) }] },
      [element, member],
    );
    expect(disclosures).toMatchObject([{ problem: 'malformed' }, { problem: 'malformed' }]);
    expect(claims).toEqual({ list: [] });
  });

  it('are malformed if they are not disclosures, referenced or not', async () => {
    const none = encode('["x"]');
    const { disclosures, warnings } = await open({ _sd: [digestOf(none)] }, [none, '$']);
    expect(disclosures).toMatchObject([{ problem: 'malformed' }, { problem: 'malformed' }]);
    expect(warnings).toEqual(['SDJ-FORM']);
  });

  it('are reported if _sd is not an array of strings, or ... has siblings', async () => {
    for (const claims of [
      { _sd: 'x' },
      { _sd: [1] },
      { '...': 'x' },
      { list: [{ '...': 'x', y: 1 }] },
      { list: [{ '...': 1 }] },
    ]) {
      expect((await open(claims, [])).warnings).toEqual(['SDJ-FORM']);
    }
  });
});

describe('the hash of disclosures', () => {
  const name = makeDisclosure(a, 'name', 1);

  it.each(['md5', 'SHA-256', 'sha-256-128', '', 1, null])(
    '%j is not supported, so nothing is opened',
    async (alg) => {
      const { claims, disclosures, warnings } = await open({ _sd_alg: alg, _sd: [digestOf(name)] }, [name]);
      expect(warnings).toEqual(['SDJ-ALG']);
      expect(disclosures).toEqual([
        { disclosure: { text: name, salt: a, name: 'name', value: 1 }, digest: '' },
      ]);
      expect(claims).toEqual({});
      expect((await open({ _sd_alg: alg }, [])).isHashSupported).toBe(false);
    },
  );

  it('SHA-1 is weak, but computed', async () => {
    const { claims, warnings } = await open({ _sd_alg: 'sha-1', _sd: [digestOf(name, 'sha1')] }, [name]);
    expect([claims, warnings]).toEqual([{ name: 1 }, ['SDJ-ALG']]);
  });

  it.each(['sha256', 'sha384', 'sha512'])('can be %s', async (hash) => {
    const alg = hash.replace('sha', 'sha-');
    const opened = await open({ _sd_alg: alg, _sd: [digestOf(name, hash)] }, [name]);
    expect(opened).toMatchObject({ hash: alg, claims: { name: 1 }, warnings: [] });
  });

  it('is specified only at the top level (RFC 9901 §4.1.1)', async () => {
    const opened = await open({ sub: { _sd_alg: 'sha-512', _sd: [digestOf(name)] } }, [name]);
    expect(opened).toMatchObject({ hash: 'sha-256', claims: { sub: { name: 1 } }, warnings: ['SDJ-ALG'] });
  });
});

describe('salts', () => {
  it.each([
    ['short', [makeDisclosure('abc', 'x', 1)]],
    ['used twice', [makeDisclosure(a, 'x', 1), makeDisclosure(a, 'y', 1)]],
  ])('that are %s are reported (RFC 9901 §9.3)', async (_, disclosures) => {
    const opened = await open({ _sd: disclosures.map((text) => digestOf(text)) }, disclosures);
    expect(opened.warnings).toEqual(['SDJ-SALT']);
  });
});

describe('the claims of an SD-JWT', () => {
  it('contain disclosed members and elements at every level, and no digest', async () => {
    const city = makeDisclosure(a, 'city', 'Köln');
    const address = makeDisclosure(b, 'a/d~', { _sd: [digestOf(city), 'hidden'], country: 'DE' });
    const first = makeDisclosure(c, 'one');
    const nested = makeDisclosure(d, [{ '...': 'hidden too' }, 'open']);
    const { claims, disclosures, undisclosed, warnings } = await open(
      {
        iss: 'x',
        _sd: [digestOf(address)],
        _sd_alg: 'sha-256',
        list: [{ '...': 'decoy' }, { '...': digestOf(first) }, 'two', { '...': digestOf(nested) }],
      },
      [city, address, first, nested],
    );
    expect(claims).toEqual({
      iss: 'x',
      'a/d~': { country: 'DE', city: 'Köln' },
      list: ['one', 'two', ['open']],
    });
    expect(disclosures.map(({ pointer }) => pointer)).toEqual([
      '/a~1d~0/city',
      '/a~1d~0',
      '/list/0',
      '/list/2',
    ]);
    expect(undisclosed).toEqual([
      { digest: 'decoy', pointer: '/list' },
      { digest: 'hidden too', pointer: '/list/2' },
      { digest: 'hidden', pointer: '/a~1d~0' },
    ]);
    expect(warnings).toEqual([]);
  });

  it('can be named __proto__ and constructor', async () => {
    const proto = makeDisclosure(a, '__proto__', { admin: true });
    const { claims } = await open(`{"_sd":["${digestOf(proto)}"],"constructor":1}`, [proto]);
    expect(Object.keys(claims)).toEqual(['constructor', '__proto__']);
    expect(claims.admin).toBeUndefined();
  });

  it('can be missing', async () => {
    expect(await open('text', [])).toEqual({
      claims: {},
      disclosures: [],
      undisclosed: [],
      hash: 'sha-256',
      isHashSupported: true,
      warnings: [],
    });
  });
});

describe('a key binding', () => {
  const name = makeDisclosure(a, 'name', 1);
  let holder: CryptoKeyPair;
  let jwk: JWK;
  let other: CryptoKeyPair;

  beforeAll(async () => {
    holder = (await generateKeyPair('ES256', { extractable: true })) as CryptoKeyPair;
    other = (await generateKeyPair('ES256')) as CryptoKeyPair;
    jwk = await exportJWK(holder.publicKey);
  });

  const presented = () => makeSdJwt({ cnf: { jwk }, _sd: [digestOf(name)] }, [name]);

  async function bind(
    text: string,
    claims: object = {},
    typ = 'kb+jwt',
    key = holder.privateKey,
  ): Promise<string> {
    const all = {
      nonce: '1',
      aud: 'https://shop.example',
      iat: 1_790_000_000,
      sd_hash: digestOf(text),
      ...claims,
    };
    return `${text}${await new SignJWT(all).setProtectedHeader({ alg: 'ES256', typ }).sign(key)}`;
  }

  async function check(text: string) {
    const { keyBinding, warnings } = await openDisclosures(decodeSdJwtText(text));
    expect(warnings.includes('SDJ-KB')).toBe(keyBinding?.status === 'invalid');
    return keyBinding;
  }

  /** A key binding JWT with everything right except its header and its signature bytes. */
  function forge(header: object, text = presented(), claims: object = {}): string {
    const all = { nonce: '1', aud: 'https://shop.example', iat: 1_790_000_000, sd_hash: digestOf(text) };
    return `${text}${encode({ typ: 'kb+jwt', ...header })}.${encode({ ...all, ...claims })}.${'A'.repeat(86)}`;
  }

  it.each([
    ['"alg": "NONE"', { alg: 'NONE' }],
    ['"alg": "None"', { alg: 'None' }],
    ['an unknown algorithm', { alg: 'XS256' }],
    ['an unknown critical extension', { alg: 'ES256', crit: ['exp'], exp: 1 }],
    ['an empty "crit"', { alg: 'ES256', crit: [] }],
    ['a "crit" with "b64" and an unknown extension', { alg: 'ES256', crit: ['b64', 'x'], b64: true }],
  ])('with %s is never valid', async (_, header) => {
    expect(await check(forge(header))).toMatchObject({
      status: 'unchecked',
      problems: ['signature_unchecked'],
      verdict: { status: 'unchecked' },
    });
  });

  it.each([
    ['no algorithm', {}],
    ['an algorithm that is not text', { alg: 256 }],
  ])('with %s is malformed', async (_, header) => {
    expect(await check(forge(header))).toMatchObject({ status: 'invalid', problems: ['malformed'] });
  });

  it.each([
    ['off its curve', () => ({ ...jwk, y: jwk.x }), 'signature_unchecked'],
    ['of an unknown curve', () => ({ ...jwk, crv: 'P-999' }), 'signature_unchecked'],
    ['of an unknown type', () => ({ kty: 'XX', x: jwk.x }), 'signature_unchecked'],
    ['without its coordinates', () => ({ kty: 'EC', crv: 'P-256' }), 'signature_unchecked'],
    ['empty', () => ({}), 'cnf_not_public_jwk'],
    ['text', () => JSON.stringify(jwk), 'cnf_not_public_jwk'],
    ['null', () => null, 'cnf_not_public_jwk'],
    ['an array', () => [jwk], 'cnf_not_public_jwk'],
    ['a key set', () => ({ keys: [jwk] }), 'cnf_not_public_jwk'],
    ['a key set with a type', () => ({ kty: 'EC', keys: [jwk] }), 'cnf_not_public_jwk'],
    ['a discovery document', () => ({ jwks_uri: 'https://a.test/jwks' }), 'cnf_not_public_jwk'],
    ['a map of PEM keys', () => ({ k1: '-----BEGIN PUBLIC KEY-----' }), 'cnf_not_public_jwk'],
    ['a shared key', () => ({ kty: 'oct', k: 'c2VjcmV0' }), 'cnf_not_public_jwk'],
  ])('with a "cnf.jwk" that is %s is never valid', async (_, makeKey, problem) => {
    const text = makeSdJwt({ cnf: { jwk: makeKey() }, _sd: [digestOf(name)] }, [name]);
    expect(await check(await bind(text))).toMatchObject({ status: 'unchecked', problems: [problem] });
  });

  it('with a private key in "cnf.jwk" is not verified, although the signature matches', async () => {
    const withPrivate = await exportJWK(holder.privateKey);
    const text = makeSdJwt({ cnf: { jwk: withPrivate }, _sd: [digestOf(name)] }, [name]);
    expect(await check(await bind(text))).toMatchObject({
      status: 'unchecked',
      problems: ['cnf_not_public_jwk'],
    });
  });

  it.each(['md5', 'sha3-256', 'SHA-256', '', 7, null])(
    'with the hash %j is not valid, because "sd_hash" is not compared',
    async (alg) => {
      const text = makeSdJwt({ cnf: { jwk }, _sd_alg: alg, _sd: [digestOf(name)] }, [name]);
      expect(await check(await bind(text))).toMatchObject({
        status: 'unchecked',
        problems: ['hash_unsupported'],
        verdict: { status: 'valid' },
      });
    },
  );

  it('of another key is invalid', async () => {
    const text = await bind(presented(), {}, 'kb+jwt', other.privateKey);
    expect(await check(text)).toMatchObject({
      status: 'invalid',
      problems: ['signature'],
      verdict: { status: 'invalid' },
    });
  });

  it.each([
    ['of another presentation', { sd_hash: digestOf('x') }, ['sd_hash']],
    ['without a nonce', { nonce: undefined }, ['claims']],
    ['for multiple audiences', { aud: ['https://shop.example'] }, ['claims']],
    ['with a time that is text', { iat: 'now' }, ['claims']],
  ])('%s is invalid', async (_, claims, problems) => {
    const bound = await bind(presented(), claims);
    expect(await check(bound)).toMatchObject({ status: 'invalid', problems });
  });

  it('covers the disclosures and their order', async () => {
    const text = presented();
    const bound = await bind(text);
    expect(await check(bound.replace(`~${name}~`, '~'))).toMatchObject({ problems: ['sd_hash'] });
  });

  it('of another type is invalid', async () => {
    expect(await check(await bind(presented(), {}, 'JWT'))).toMatchObject({ problems: ['typ'] });
  });

  it('without a key from the issuer is not verified', async () => {
    const text = await bind(makeSdJwt({ cnf: { kid: 'x' } }));
    expect(await check(text)).toMatchObject({
      status: 'unchecked',
      problems: ['no_cnf'],
      verdict: { status: 'unchecked', reason: 'no_key' },
    });
  });

  it('that is unsecured is invalid', async () => {
    const text = presented();
    const claims = { nonce: '1', aud: 'x', iat: 1, sd_hash: digestOf(text) };
    const bound = `${text}${encode({ alg: 'none', typ: 'kb+jwt' })}.${encode(claims)}.`;
    expect(await check(bound)).toMatchObject({ status: 'invalid', problems: ['signature'] });
  });

  it('with an HMAC of the public key is invalid', async () => {
    const text = presented();
    const claims = { nonce: '1', aud: 'x', iat: 1, sd_hash: digestOf(text) };
    const secret = new TextEncoder().encode(JSON.stringify(jwk));
    const signed = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'kb+jwt' }).sign(secret);
    expect(await check(`${text}${signed}`)).toMatchObject({
      problems: ['signature'],
      verdict: { status: 'unchecked', reason: 'key_wrong_kind' },
    });
  });

  it('with a secret in the token is not verified', async () => {
    const secret = new Uint8Array(32).fill(7);
    const text = makeSdJwt({ cnf: { jwk: { kty: 'oct', k: Buffer.from(secret).toString('base64url') } } });
    const claims = { nonce: '1', aud: 'x', iat: 1, sd_hash: digestOf(text) };
    const signed = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'kb+jwt' }).sign(secret);
    expect(await check(`${text}${signed}`)).toMatchObject({
      status: 'unchecked',
      problems: ['cnf_not_public_jwk'],
      verdict: { status: 'unchecked' },
    });
  });

  it('that is not a token, or has no claims, is malformed', async () => {
    expect(await check(`${presented()}a.b`)).toMatchObject({ problems: ['malformed'] });
    const text = `${presented()}${encode({ alg: 'ES256', typ: 'kb+jwt' })}.${encode('text')}.AAAA`;
    expect((await check(text))?.problems).toContain('malformed');
  });

  it('of the holder is valid', async () => {
    expect(await check(await bind(presented()))).toMatchObject({
      status: 'valid',
      problems: [],
      verdict: { status: 'valid' },
      claims: { nonce: '1' },
    });
    expect(await check(presented())).toBeUndefined();
  });
});

describe('the result of a key binding', () => {
  const verdictOf = (status: VerdictStatus): Verdict => ({
    status,
    reason: 'no_key',
    params: [],
    warnings: [],
  });

  it("is valid only if the issuer's signature is valid", () => {
    const result = createKeyBindingResult([]);
    const unverified = { status: 'unchecked', problems: ['issuer_unverified'] };
    expect(settleKeyBinding(result, undefined)).toEqual(unverified);
    expect(settleKeyBinding(result, verdictOf('unchecked'))).toEqual(unverified);
    expect(settleKeyBinding(result, verdictOf('invalid'))).toEqual(unverified);
    expect(settleKeyBinding(result, verdictOf('valid'))).toEqual({ status: 'valid', problems: [] });
  });

  it("stays invalid or not verified regardless of the issuer's signature", () => {
    for (const problem of ['sd_hash', 'no_cnf'] as const) {
      const result = createKeyBindingResult([problem]);
      expect(settleKeyBinding(result, verdictOf('valid'))).toEqual(result);
    }
  });

  it('is invalid if one thing is wrong and another could not be checked', () => {
    expect(createKeyBindingResult(['no_cnf', 'typ']).status).toBe('invalid');
  });
});

describe('hostile disclosures', () => {
  it("can't specify the hash", async () => {
    const hash = makeDisclosure(a, '_sd_alg', 'sha-1');
    const { claims, warnings, hash: used } = await open({ _sd: [digestOf(hash)] }, [hash]);
    expect([claims, warnings, used]).toEqual([{}, ['SDJ-ALG'], 'sha-256']);
  });

  it('can be a hundred thousand digests', async () => {
    const digests = Array.from({ length: 100_000 }, (_, index) => index.toString(36));
    const { undisclosed } = await open({ _sd: digests }, []);
    expect(undisclosed).toHaveLength(100_000);
    const elements = digests.slice(0, 50_000).map((digest) => ({ '...': digest }));
    expect((await open({ list: elements }, [])).claims).toEqual({ list: [] });
  });

  it('can be nested deeper than the limit for JSON', async () => {
    let text = makeDisclosure(a, 'end', 1);
    const disclosures = [text];
    for (let level = 0; level < 300; level += 1) {
      text = makeDisclosure(`${level}`.padEnd(22, 'x'), 'in', { _sd: [digestOf(text)] });
      disclosures.push(text);
    }
    const { warnings, disclosures: opened } = await open({ _sd: [digestOf(text)] }, disclosures);
    expect(warnings).toContain('SDJ-FORM');
    expect(opened.filter(({ pointer }) => pointer !== undefined).length).toBeGreaterThan(60);
  });

  it('can be ten thousand', async () => {
    const disclosures = Array.from({ length: 10_000 }, (_, index) =>
      makeDisclosure(`${index}`.padEnd(22, 'x'), `n${index}`, 1),
    );
    const { claims } = await open(
      { _sd: disclosures.slice(0, 5000).map((text) => digestOf(text)) },
      disclosures,
    );
    expect(Object.keys(claims)).toHaveLength(5000);
  });
});
