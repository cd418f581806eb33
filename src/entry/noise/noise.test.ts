import { beforeAll, describe, expect, it } from 'vitest';
import {
  countPerToken,
  isShown,
  maxShownPerToken,
  measure,
  providers,
  type MeasuredToken,
} from './measure.fixture';
import { api, app, signToken } from './recording.fixture';

const tokens: MeasuredToken[] = [];

beforeAll(async () => {
  for (const provider of providers) tokens.push(...(await measure(provider)));
}, 60_000);

const listFindings = (severity: string) =>
  tokens.flatMap(({ provider, token, findings }) =>
    findings
      .filter((finding) => finding.severity === severity)
      .map(({ rule }) => `${provider}, ${token}: ${rule}`),
  );

describe('ordinary tokens in their ordinary traffic', () => {
  it('come from many providers, and are checked', () => {
    expect(providers.length).toBeGreaterThanOrEqual(14);
    expect(tokens.length).toBeGreaterThan(2 * providers.length);
    expect(tokens.some(({ findings }) => findings.length > 0)).toBe(true);
  });

  it('are measured with their traffic: a problem in it is found', async () => {
    const [measured] = await measure({
      name: 'careless',
      record(recording) {
        const token = signToken({ alg: 'RS256', typ: 'at+jwt' }, { iss: app, aud: api, sub: 'user-1' });
        recording.call({ url: `http://shop.com/orders?access_token=${token}` });
        recording.store('localStorage', { token });
        recording.look();
      },
    });
    const rules = measured?.findings.filter(isShown).map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(['TR-HTTP', 'TR-URL-QUERY', 'ST-LOCAL']));
    expect(countPerToken(measured === undefined ? [] : [measured])).toBeGreaterThan(maxShownPerToken);
  });

  it('have no findings of level High', () => {
    expect(listFindings('high')).toEqual([]);
  });

  it('have at most one finding each that is shown by default, on average', () => {
    expect(countPerToken(tokens)).toBeLessThanOrEqual(maxShownPerToken);
  });
});
