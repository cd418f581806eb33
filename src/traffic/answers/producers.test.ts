import { describe, expectTypeOf, it } from 'vitest';
import type { CheckContext } from '../../token';
import type { SeenContext } from './context';
import type { readCookieFacts } from './cookie-facts';
import type { readRequestFacts } from './request-facts';
import type { readSeen } from './token-context';

/**
 * The members of a function's return value. The functions' return types are inferred, so they list only what is set.
 */
type Returned<F extends (...inputs: never[]) => unknown> = keyof NonNullable<ReturnType<F>>;
type Cookie = NonNullable<CheckContext['cookie']>;
type ReadCookie = ReturnType<typeof readCookieFacts>;

// Checked by `tsc`: these tests don't compile if a member is added that nothing produces.
describe('every input of the checks', () => {
  it('has a producer', () => {
    expectTypeOf<Returned<typeof readSeen>>().toEqualTypeOf<keyof SeenContext>();
  });

  it('has a producer if it describes a request', () => {
    expectTypeOf<Returned<typeof readRequestFacts>>().toEqualTypeOf<
      keyof NonNullable<CheckContext['request']>
    >();
  });

  it('has a producer if it describes a cookie', () => {
    expectTypeOf<keyof ReadCookie>().toEqualTypeOf<keyof Cookie>();
    expectTypeOf<keyof NonNullable<ReadCookie['chunks']>>().toEqualTypeOf<
      keyof NonNullable<Cookie['chunks']>
    >();
  });
});
