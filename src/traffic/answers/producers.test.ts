import { describe, expectTypeOf, it } from 'vitest';
import type { CheckContext } from '../../token';
import type { SeenContext } from './context';
import type { readCookieFacts } from './cookie-facts';
import type { readRequestFacts } from './request-facts';
import type { readSeen } from './token-context';

/** The members that a function returns: its return type is inferred, so an input that nothing sets isn't among them. */
type Returned<F extends (...inputs: never[]) => unknown> = keyof NonNullable<ReturnType<F>>;
type Cookie = NonNullable<CheckContext['cookie']>;
type ReadCookie = ReturnType<typeof readCookieFacts>;

// Checked by `tsc`: these tests fail to compile when a member is added that nothing produces.
describe('an input of the checks that the log supplies', () => {
  it('is read from the log', () => {
    expectTypeOf<Returned<typeof readSeen>>().toEqualTypeOf<keyof SeenContext>();
  });

  it('is read from a request, as far as it is about one', () => {
    expectTypeOf<Returned<typeof readRequestFacts>>().toEqualTypeOf<
      keyof NonNullable<CheckContext['request']>
    >();
  });

  it('is read from a cookie, as far as it is about one', () => {
    expectTypeOf<keyof ReadCookie>().toEqualTypeOf<keyof Cookie>();
    expectTypeOf<keyof NonNullable<ReadCookie['chunks']>>().toEqualTypeOf<
      keyof NonNullable<Cookie['chunks']>
    >();
  });
});
