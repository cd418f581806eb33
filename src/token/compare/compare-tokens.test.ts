import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode } from '../decode/decode';
import { maxComparedElements, maxComparedMembers } from '../limits';
import { makeEncryptedToken, makeToken } from '../token.fixture';
import { compareClaims, compareTokens } from './compare-tokens';

const header = { alg: 'RS256' };

async function compare(before: object, after: object) {
  const { members } = await compareTokens(
    decode(makeToken(header, before)),
    decode(makeToken(header, after)),
  );
  return members.filter(({ part }) => part === 'claims');
}

/** Claims whose JSON is written by hand, since JavaScript would change it. */
function tokenOf(json: string) {
  const encode = (text: string) => Buffer.from(text).toString('base64url');
  return decode(`${encode('{"alg":"RS256"}')}.${encode(json)}.AAAA`);
}

describe('a comparison', () => {
  it('has added, removed, changed and equal claims in the order of the second token', async () => {
    expect(await compare({ old: 1, name: 'a', same: true }, { same: true, fresh: [2], name: 'b' })).toEqual([
      { part: 'claims', path: ['same'], change: 'equal', before: 'true', after: 'true' },
      { part: 'claims', path: ['fresh'], change: 'added', after: '[\n  2\n]' },
      { part: 'claims', path: ['name'], change: 'changed', before: 'a', after: 'b' },
      { part: 'claims', path: ['old'], change: 'removed', before: '1' },
    ]);
  });

  it('has the header parameters after the claims', async () => {
    const [before, after] = ['a', 'b'].map((kid) => decode(makeToken({ ...header, kid }, { sub: 'alice' })));
    const { members, hasClaims, isCut } = await compareTokens(before!, after!);
    expect(members.map(({ part, path, change }) => [part, path.join('.'), change])).toEqual([
      ['claims', 'sub', 'equal'],
      ['header', 'alg', 'equal'],
      ['header', 'kid', 'changed'],
    ]);
    expect({ hasClaims, isCut }).toEqual({ hasClaims: true, isCut: false });
  });

  it.each([
    ['arrays', { roles: ['a', 'b'] }, { roles: ['c', 'b'] }, { added: ['c'], removed: ['a'] }],
    ['scopes', { scope: 'openid write' }, { scope: 'read  openid' }, { added: ['read'], removed: ['write'] }],
    ['audiences', { aud: 'api' }, { aud: ['api', 'web'] }, { added: ['web'], removed: [] }],
    [
      'objects in arrays',
      { a: [{ x: 1, y: 2 }] },
      { a: [{ y: 2, x: 1 }, {}] },
      { added: ['{}'], removed: [] },
    ],
  ])('compares %s as sets', async (_, before, after, elements) => {
    expect(await compare(before, after)).toMatchObject([{ change: 'changed', elements }]);
  });

  it.each([
    ['arrays in another order', { roles: ['a', 'b'] }, { roles: ['b', 'a', 'a'] }],
    ['scopes in another order', { scope: 'a b' }, { scope: 'b a' }],
    ['one audience as a string and as an array', { aud: 'api' }, { aud: ['api'] }],
    ['members of objects in another order', { a: [{ x: 1, y: [2, 3] }] }, { a: [{ y: [3, 2], x: 1 }] }],
  ])('treats %s as equal', async (_, before, after) => {
    expect(await compare(before, after)).toMatchObject([{ change: 'equal' }]);
  });

  it('compares words of other claims as text', async () => {
    const [change] = await compare({ name: 'a b' }, { name: 'b a' });
    expect(change).not.toHaveProperty('elements');
  });

  it('has the seconds between times, but not between other numbers', async () => {
    const claims = await compare({ exp: 100, level: 1, iat: 'x' }, { exp: 1_900, level: 2, iat: 5 });
    expect(claims).toMatchObject([{ path: ['exp'], seconds: 1_800 }, { path: ['level'] }, { path: ['iat'] }]);
    expect(claims[1]).not.toHaveProperty('seconds');
    expect(claims[2]).not.toHaveProperty('seconds');
  });

  it('compares the members of nested objects', async () => {
    const before = { realm: { roles: ['a'], exp: 1 }, flat: {} };
    const after = { realm: { roles: ['a', 'b'], exp: 2 }, flat: 1 };
    expect(await compare(before, after)).toMatchObject([
      { path: ['realm', 'roles'], elements: { added: ['b'] } },
      { path: ['realm', 'exp'], change: 'changed', before: '1', after: '2' },
      { path: ['flat'], change: 'changed', before: '{}', after: '1' },
    ]);
  });

  it('compares numbers as they were signed, and the last one of duplicate members', async () => {
    const before = tokenOf('{"id":9007199254740993,"n":1.0,"d":1,"d":2}');
    const after = tokenOf('{"id":9007199254740992,"n":1,"d":2}');
    const { members } = await compareTokens(before, after);
    expect(members.slice(0, 3)).toMatchObject([
      { path: ['id'], change: 'changed', before: '9007199254740993' },
      { path: ['n'], change: 'equal' },
      { path: ['d'], change: 'equal' },
    ]);
  });

  it('has no claims if one of the tokens is encrypted', async () => {
    const encrypted = decode(makeEncryptedToken());
    const { members, hasClaims } = await compareTokens(encrypted, decode(makeToken(header, { sub: 'a' })));
    expect(hasClaims).toBe(false);
    expect(new Set(members.map(({ part }) => part))).toEqual(new Set(['header']));
  });

  it('is limited in members and in elements', async () => {
    const many = Object.fromEntries(Array.from({ length: 2_500 }, (_, index) => [`m${index}`, index]));
    const { members, isCut } = await compareTokens(
      decode(makeToken(header, {})),
      decode(makeToken(header, many)),
    );
    expect(members).toHaveLength(maxComparedMembers);
    expect(isCut).toBe(true);
    const [change] = await compare({ a: [] }, { a: Array.from({ length: 300 }, (_, index) => index) });
    expect(change?.elements?.added).toHaveLength(maxComparedElements);
  });

  it('finds no difference between a token and itself, and never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.object(), fc.object(), async (one, other) => {
        expect((await compare(one, one)).every(({ change }) => change === 'equal')).toBe(true);
        await compare(one, other);
      }),
    );
  });
});

describe('claims', () => {
  it('are compared with a JSON text, and with those of another token', async () => {
    const before = decode(makeToken(header, { sub: 'alice', name: 'a' }));
    const expected = [
      { path: ['sub'], change: 'equal' },
      { path: ['name'], change: 'changed', before: 'a', after: 'b' },
    ];
    expect(await compareClaims(before, '{"sub":"alice","name":"b"}')).toMatchObject(expected);
    expect(await compareClaims(before, decode(makeToken(header, { sub: 'alice', name: 'b' })))).toMatchObject(
      expected,
    );
  });

  it.each(['', '[]', '{"sub":', decode(makeEncryptedToken())])(
    'that are unreadable are not compared',
    async (other) => {
      expect(await compareClaims(decode(makeToken(header, { sub: 'alice' })), other)).toEqual([]);
    },
  );
});
