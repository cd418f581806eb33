// Guards: the causes of rejected requests at servers that need no other packages. `npm run causes` has all of them.
import { describe, expect, it } from 'vitest';
import { measure, type Result } from './servers/measure';

/** Its reports are the RFCs', of no use, or about something else; and the endpoints of an authorization server. */
const servers = ['jose, RFC 6750', 'jose, silent', 'jose, misleading', 'oidc-provider', 'sessions'];

describe('the first cause of a rejection', () => {
  it.each(servers)(
    'is correct for most mistakes at %s, and never wrong if certain',
    async (server) => {
      const results: Result[] = [];
      for await (const result of measure('accepted requests', (name) => name === server)) {
        if ('found' in result) results.push(result);
      }
      const wrong = results.filter(({ isCorrect }) => !isCorrect);
      expect(results.length).toBeGreaterThan(10);
      expect(wrong.filter(({ certainty }) => certainty === 'certain')).toEqual([]);
      expect(
        wrong.length / results.length,
        wrong.map(({ mistake, found }) => `${mistake}: ${found}`).join('\n'),
      ).toBeLessThanOrEqual(0.05);
    },
    60_000,
  );
});
