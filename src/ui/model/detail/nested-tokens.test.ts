import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { decode, type Token } from '../../../token';
import { makeToken } from '../../fixture/tokens.fixture';
import { createMemberHighlight } from './member-highlight';
import { createNestedTokens, findTokensIn } from './nested-tokens';

const [outer, middle, inner, other] = ['outer', 'middle', 'inner', 'other'].map((sub) =>
  decode(makeToken({ sub })),
) as [Token, Token, Token, Token];

function open(token: Token | undefined) {
  const outermost = signal(token);
  return { outermost, nestedTokens: createNestedTokens(outermost) };
}

describe('createNestedTokens', () => {
  it('shows nothing without a token', () => {
    const { nestedTokens } = open(undefined);
    expect(nestedTokens.token.value).toBeUndefined();
    expect(nestedTokens.enclosing.value).toEqual([]);
  });

  it('opens nested tokens, and returns to any enclosing one', () => {
    const { nestedTokens } = open(outer);
    nestedTokens.enter(middle);
    nestedTokens.enter(inner);
    expect(nestedTokens.token.value).toBe(inner);
    expect(nestedTokens.enclosing.value).toEqual([outer, middle]);
    nestedTokens.returnTo(1);
    expect(nestedTokens.token.value).toBe(middle);
    nestedTokens.returnTo(0);
    expect(nestedTokens.token.value).toBe(outer);
    expect(nestedTokens.enclosing.value).toEqual([]);
  });

  it('starts at the outermost token when another one is selected', () => {
    const { nestedTokens, outermost } = open(outer);
    nestedTokens.enter(inner);
    outermost.value = other;
    expect(nestedTokens.token.value).toBe(other);
    expect(nestedTokens.enclosing.value).toEqual([]);
    nestedTokens.enter(middle);
    expect(nestedTokens.enclosing.value).toEqual([other]);
  });

  it('limits the nesting depth', () => {
    const { nestedTokens } = open(outer);
    for (let step = 0; step < 100; step += 1) nestedTokens.enter(inner);
    expect(nestedTokens.enclosing.value.length).toBeLessThan(20);
  });
});

describe('findTokensIn', () => {
  const raw = makeToken({ sub: 'inner' });

  it('finds tokens in a string, a list, and nested objects, with the steps to each', () => {
    const stepsIn = (value: unknown) => findTokensIn(value).map(({ steps }) => steps);
    expect(stepsIn(raw)).toEqual([[]]);
    expect(stepsIn(['a', raw])).toEqual([[1]]);
    expect(stepsIn({ a: { b: [1, null, { 'c.d': raw }] }, e: raw })).toEqual([['a', 'b', 2, 'c.d'], ['e']]);
    expect(stepsIn({ a: 'eyJ.x', b: 'eyJhIjoxfQ.$.x', c: 'eyJ.x.y' })).toEqual([]);
  });

  it('searches a malicious value only so far', () => {
    expect(findTokensIn(Array.from({ length: 1_000 }, () => raw))).toHaveLength(20);
    expect(findTokensIn([...Array.from({ length: 10_000 }, () => 1), raw])).toEqual([]);
    let deep: unknown = raw;
    for (let depth = 0; depth < 100; depth += 1) deep = [deep];
    expect(findTokensIn(deep)).toEqual([]);
  });
});

describe('createMemberHighlight', () => {
  it('does not highlight a member of the same name in another token', () => {
    const token = signal<Token | undefined>(outer);
    const highlight = createMemberHighlight(token);
    highlight.set({ name: 'claims', member: 'sub' });
    expect(highlight.member.value).toEqual({ name: 'claims', member: 'sub' });
    token.value = other;
    expect(highlight.member.value).toBeUndefined();
  });
});
