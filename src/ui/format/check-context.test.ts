import { describe, expect, expectTypeOf, it } from 'vitest';
import type { CheckContext } from '../../token';
import { makeSighting } from '../fixture/panel.fixture';
import { makeToken } from '../fixture/tokens.fixture';
import { type createContext, describeContext, describeSeen } from './check-context';

/** The members that a function returns, by its inferred type. */
type Returned<F extends (...inputs: never[]) => unknown> =
  ReturnType<F> extends infer R ? (R extends unknown ? keyof R : never) : never;

// Checked by `tsc`: it fails to compile when an input is added to `CheckContext` that nothing sets.
it('supplies every input of the checks', () => {
  expectTypeOf<
    Returned<typeof createContext> | Returned<typeof describeContext> | Returned<typeof describeSeen>
  >().toEqualTypeOf<keyof CheckContext>();
});

describe('what the checks are told', () => {
  it('is nothing of a message and of what a page reported', () => {
    for (const kind of ['message sent', 'message received', 'reported by the page'] as const) {
      expect(describeSeen(makeSighting({ kind }))).toEqual({});
    }
  });

  it('has few of the tokens that travelled beside, decoded, and none where there were none', () => {
    const companions = Array.from({ length: 1_000 }, (_, index) => makeToken({ sub: `s${index}` }));
    const described = describeContext({ companions, timesSeen: 2 });
    expect(described.companions?.length).toBeLessThan(20);
    expect(described.companions?.[0]).toMatchObject({ claims: { sub: 's0' } });
    expect(described.timesSeen).toBe(2);
    expect(describeContext({})).toEqual({});
  });

  it('is the place of storage, with IndexedDB among them', () => {
    const sighting = makeSighting({ kind: 'IndexedDB', name: 'db/store/key', url: 'https://app.test' });
    expect(describeSeen(sighting).storage).toEqual({
      area: 'IndexedDB',
      key: 'db/store/key',
      origin: 'https://app.test',
    });
  });
});
