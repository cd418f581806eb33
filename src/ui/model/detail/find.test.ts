import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { decode, type Token } from '../../../token';
import { makeToken } from '../../fixture/tokens.fixture';
import { claimsOf } from '../../format/token-type';
import { readPart, type ExactPart } from './exact-part';
import { createFind } from './find';

async function open(claims: object, isShown = false) {
  const token = signal<Token | undefined>(decode(makeToken(claims)));
  const parts = async () => ({
    claims: token.value && (await readPart(token.value, 'claims')),
    header: token.value && (await readPart(token.value, 'header')),
  });
  const read = await parts();
  const unfolded: string[] = [];
  const exactJson = {
    isShown: signal(isShown),
    claims: signal<ExactPart | undefined>(read.claims),
    header: signal<ExactPart | undefined>(read.header),
  };
  const find = createFind({
    token,
    claims: signal(token.value && claimsOf(token.value)),
    exactJson,
    folds: { unfold: (name) => unfolded.push(name) },
  });
  find.open();
  return { find, token, unfolded, exactJson };
}

describe('the search in a token', () => {
  it('finds members of the claims, then of the header, and moves around the end', async () => {
    const { find, unfolded } = await open({ sub: 'HS256 user', roles: ['a', 'hs2'], n: 12 });
    find.type('hs2');
    expect(find.matches.value.map(({ member }) => member)).toEqual(['sub', 'roles', 'alg']);
    expect(find.current.value?.member).toBe('sub');
    find.step(-1);
    expect([find.index.value, find.current.value?.member]).toEqual([2, 'alg']);
    expect(unfolded).toEqual(['claims', 'header']);
    find.step(1);
    expect(find.index.value).toBe(0);
    find.type('12');
    expect(find.matches.value.map(({ member }) => member)).toEqual(['n']);
    find.type('nowhere');
    expect(find.current.value).toBeUndefined();
    find.step(1);
    expect(find.index.value).toBe(-1);
  });

  it('finds rows of the table, up to a limit', async () => {
    const { find } = await open(
      Object.fromEntries(Array.from({ length: 10_001 }, (_, at) => [`c${at}`, at])),
    );
    expect(find.hasMember('claims', 'c1')).toBe(false);
    find.type('C');
    expect(find.matches.value).toHaveLength(10_000);
    find.type('c1');
    expect([find.hasMember('claims', 'c1'), find.hasMember('claims', 'c2')]).toEqual([true, false]);
    expect(find.hasMember('header', 'c1')).toBe(false);
  });

  it('finds each value in the JSON', async () => {
    const { find, exactJson } = await open({ roles: ['admin', 'administrator'] }, true);
    find.type('admin');
    expect(find.matches.value).toHaveLength(2);
    exactJson.isShown.value = false;
    expect(find.matches.value).toHaveLength(1);
  });

  it('finds the same text in the next token, but moves nowhere by itself', async () => {
    const { find, token } = await open({ sub: 'a', typ: 'x' });
    find.type('JWT');
    expect(find.index.value).toBe(0);
    token.value = decode(makeToken({ sub: 'b' }));
    expect(find.matches.value).toHaveLength(1);
    expect(find.current.value).toBeUndefined();
    find.step(1);
    expect(find.current.value?.member).toBe('typ');
  });

  it('finds nothing while it is closed', async () => {
    const { find } = await open({ sub: 'a' });
    find.type('a');
    expect(find.matches.value).not.toEqual([]);
    find.close();
    expect(find.matches.value).toEqual([]);
  });
});
