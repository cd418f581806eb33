import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { decode, type Token } from '../../../token';
import { makeToken } from '../../fixture/tokens.fixture';
import { createMemberHighlight } from './member-highlight';
import { createNestedTokens } from './nested-tokens';

const [outer, middle, inner, other] = ['outer', 'middle', 'inner', 'other'].map((sub) =>
  decode(makeToken({ sub })),
) as [Token, Token, Token, Token];

function open(token: Token | undefined) {
  const outermost = signal(token);
  return { outermost, nestedTokens: createNestedTokens(outermost) };
}

describe('walking into tokens', () => {
  it('shows nothing where there is no token', () => {
    const { nestedTokens } = open(undefined);
    expect(nestedTokens.token.value).toBeUndefined();
    expect(nestedTokens.enclosing.value).toEqual([]);
  });

  it('goes inwards token by token, and back to any of them', () => {
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

  it('starts anew with another token, also where it was walked in before', () => {
    const { nestedTokens, outermost } = open(outer);
    nestedTokens.enter(inner);
    outermost.value = other;
    expect(nestedTokens.token.value).toBe(other);
    expect(nestedTokens.enclosing.value).toEqual([]);
    nestedTokens.enter(middle);
    expect(nestedTokens.enclosing.value).toEqual([other]);
  });

  it('ends where nobody nests any deeper', () => {
    const { nestedTokens } = open(outer);
    for (let step = 0; step < 100; step += 1) nestedTokens.enter(inner);
    expect(nestedTokens.enclosing.value.length).toBeLessThan(20);
  });
});

describe('the member that is looked at', () => {
  it('is not one of the next token, whatever that calls its own', () => {
    const token = signal<Token | undefined>(outer);
    const highlight = createMemberHighlight(token);
    highlight.set({ name: 'claims', member: 'sub' });
    expect(highlight.member.value).toEqual({ name: 'claims', member: 'sub' });
    token.value = other;
    expect(highlight.member.value).toBeUndefined();
  });
});
