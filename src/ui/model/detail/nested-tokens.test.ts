import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { decode, type Token } from '../../../token';
import { makeToken } from '../../fixture/tokens.fixture';
import { createPointed } from './pointed';
import { createWalk } from './nested-tokens';

const [outer, middle, inner, other] = ['outer', 'middle', 'inner', 'other'].map((sub) =>
  decode(makeToken({ sub })),
) as [Token, Token, Token, Token];

function open(token: Token | undefined) {
  const outermost = signal(token);
  return { outermost, walk: createWalk(outermost) };
}

describe('walking into tokens', () => {
  it('shows nothing where there is no token', () => {
    const { walk } = open(undefined);
    expect(walk.token.value).toBeUndefined();
    expect(walk.around.value).toEqual([]);
  });

  it('goes inwards token by token, and back to any of them', () => {
    const { walk } = open(outer);
    walk.enter(middle);
    walk.enter(inner);
    expect(walk.token.value).toBe(inner);
    expect(walk.around.value).toEqual([outer, middle]);
    walk.leaveTo(1);
    expect(walk.token.value).toBe(middle);
    walk.leaveTo(0);
    expect(walk.token.value).toBe(outer);
    expect(walk.around.value).toEqual([]);
  });

  it('starts anew with another token, also where it was walked in before', () => {
    const { walk, outermost } = open(outer);
    walk.enter(inner);
    outermost.value = other;
    expect(walk.token.value).toBe(other);
    expect(walk.around.value).toEqual([]);
    walk.enter(middle);
    expect(walk.around.value).toEqual([other]);
  });

  it('ends where nobody nests any deeper', () => {
    const { walk } = open(outer);
    for (let step = 0; step < 100; step += 1) walk.enter(inner);
    expect(walk.around.value.length).toBeLessThan(20);
  });
});

describe('the member that is looked at', () => {
  it('is not one of the next token, whatever that calls its own', () => {
    const token = signal<Token | undefined>(outer);
    const pointed = createPointed(token);
    pointed.point({ name: 'claims', member: 'sub' });
    expect(pointed.member.value).toEqual({ name: 'claims', member: 'sub' });
    token.value = other;
    expect(pointed.member.value).toBeUndefined();
  });
});
