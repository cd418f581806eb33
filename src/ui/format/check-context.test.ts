import { describe, expect, expectTypeOf, it } from 'vitest';
import type { CheckContext } from '../../token';
import { makeSighting } from '../fixture/panel.fixture';
import { makeToken } from '../fixture/tokens.fixture';
import { type createContext, describeContext, describeSeen } from './check-context';

/** The names of the members that a function returns, from its inferred type. */
type Returned<F extends (...inputs: never[]) => unknown> =
  ReturnType<F> extends infer R ? (R extends unknown ? keyof R : never) : never;

// Checked by `tsc`: this doesn't compile if `CheckContext` has a member that none of the functions sets.
it('supplies every input of the checks', () => {
  expectTypeOf<
    Returned<typeof createContext> | Returned<typeof describeContext> | Returned<typeof describeSeen>
  >().toEqualTypeOf<keyof CheckContext>();
});

describe('the context of the checks', () => {
  it('is empty for a token in a message or reported by the page', () => {
    for (const kind of ['message sent', 'message received', 'reported by the page'] as const) {
      expect(describeSeen(makeSighting({ kind }))).toEqual({});
    }
  });

  it('includes a limited number of decoded companion tokens, and none if there are none', () => {
    const companions = Array.from({ length: 1_000 }, (_, index) => makeToken({ sub: `s${index}` }));
    const described = describeContext({ companions, timesSeen: 2 });
    expect(described.companions?.length).toBeLessThan(20);
    expect(described.companions?.[0]).toMatchObject({ claims: { sub: 's0' } });
    expect(described.timesSeen).toBe(2);
    expect(describeContext({})).toEqual({});
  });

  it('includes where the token is stored, such as IndexedDB', () => {
    const sighting = makeSighting({ kind: 'IndexedDB', name: 'db/store/key', url: 'https://app.test' });
    expect(describeSeen(sighting).storage).toEqual({
      area: 'IndexedDB',
      key: 'db/store/key',
      origin: 'https://app.test',
    });
  });
});
