import { describe, expect, it } from 'vitest';
import type { Cause, Evidence, HttpExchange } from '../../traffic';
import { makeBody, makeHeaders, makeHttp } from '../../traffic/exchange/exchange.fixture';
import { english } from '../fixture/english.fixture';
import { makeToken } from '../fixture/tokens.fixture';
import type { Translate } from '../format/translate';
import { writeMarkdown } from './markdown';

const opaque = '7Hq2mXv9LkR4';

function write(exchange: HttpExchange, ...causes: readonly Cause[]): Promise<string> {
  const { method, url, status } = exchange;
  const request = { id: 'a', method, url, status, sentAtMs: 0, tokenIds: [], sentIds: [] };
  return writeMarkdown(english as Translate, { request, rejection: { causes } }, exchange);
}

function makeCause(...evidence: readonly Evidence[]): Cause {
  return { code: 'scope', certainty: 'likely', params: [], evidence };
}

describe('the Markdown of a rejection', () => {
  it('contains the request, the cause, the evidence and the next step, and no token', async () => {
    const raw = makeToken({ sub: 'alice' });
    const text = await write(
      makeHttp({
        url: `https://api.test/orders?page=2&token=${raw}&code=${'c'.repeat(30)}`,
        status: 403,
      }),
      {
        ...makeCause(
          { code: 'reported', params: [`*bold* ${raw}`] },
          { code: 'reported', params: [`cut: ${raw.slice(0, -60)}…`] },
        ),
        params: ['orders:write', raw],
      },
    );
    expect(text).toContain('api.test/orders?page=2&token=…&code=…');
    expect(text).toContain('→ 403');
    expect(text).toContain('orders:write');
    expect(text).toContain('likely');
    expect(text).toContain('\\*bold\\*');
    expect(text).toContain('1970-01-01 00:00:00 UTC');
    for (const part of raw.split('.')) expect(text).not.toContain(part);
  });

  it('contains every cause with its evidence, its certainty and its next step', async () => {
    const text = await write(
      makeHttp({ status: 403 }),
      makeCause({ code: 'reported', params: ['first fact'] }),
      {
        ...makeCause({ code: 'reported', params: ['second fact'] }),
        code: 'audience',
        certainty: 'possible',
      },
      { ...makeCause({ code: 'reported', params: ['third fact'] }), code: 'csrf', certainty: 'possible' },
    );
    const lines = text.split('\n');
    const positions = ['first fact', 'Less likely:', 'second fact', 'third fact'].map((part) =>
      lines.findIndex((line) => line.includes(part)),
    );
    expect(positions).not.toContain(-1);
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(text.match(/\(possible\)/g)).toHaveLength(2);
    for (const key of ['cause_next_scope', 'cause_next_audience', 'cause_next_csrf'])
      expect(text.replaceAll('\\', '')).toContain(english(key));
  });

  it.each<readonly [string, Partial<HttpExchange>]>([
    ['the Authorization header', { requestHeaders: makeHeaders({ Authorization: `Bearer ${opaque}` }) }],
    ['the first parameter of a fragment', { url: `https://app.test/callback#access_token=${opaque}` }],
    ['a query', { url: `https://api.test/items?api_key=${opaque}` }],
    ['an authorization code', { url: `https://app.test/callback?code=${opaque}&state=1` }],
    ['the password of a URL', { url: `https://user:${opaque}@api.test/items` }],
    ['the user name of a URL', { url: `https://${opaque}@api.test/items` }],
    ['the user name before a password', { url: `https://${opaque}:x-oauth-basic@api.test/items` }],
    ['a cookie', { requestHeaders: makeHeaders({ Cookie: `sid=${opaque}` }) }],
    ['a body', { requestBody: makeBody(`{"client_secret":"${opaque}"}`, 'application/json') }],
  ])('has no opaque secret of %s, also where the server quotes it', async (_, parts) => {
    const cause = makeCause({ code: 'reported', params: [`Not accepted: "${opaque}".`] });
    const text = await write(makeHttp(parts), { ...cause, params: [`scope ${opaque}`] }, cause);
    expect(text).not.toContain(opaque);
    expect(text).toContain('Not accepted');
  });

  it('has no secret that only a text has', async () => {
    const text = await write(
      makeHttp(),
      makeCause({ code: 'reported', params: [`Authorization: Bearer ${opaque} is unknown`] }),
    );
    expect(text).not.toContain(opaque);
  });

  it('has no secret of a request that the log has evicted', async () => {
    const request = {
      id: 'a',
      method: 'GET',
      url: `https://api.test/#access_token=${opaque}`,
      status: 401,
      sentAtMs: 0,
      tokenIds: [],
      sentIds: [],
    };
    const rejection = { causes: [makeCause({ code: 'reported', params: [`unknown: ${opaque}`] })] };
    const text = await writeMarkdown(english as Translate, { request, rejection }, undefined);
    expect(text).not.toContain(opaque);
    expect(text).toContain('api.test');
  });
});
