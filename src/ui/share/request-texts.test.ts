import { describe, expect, it } from 'vitest';
import { makeBody, makeHeaders, makeHttp } from '../../traffic/exchange/exchange.fixture';
import { replacedClaims } from '../format/preferences';
import { writeRequestTexts } from './request-texts';

describe('the texts of a request', () => {
  const exchange = makeHttp({
    method: 'POST',
    url: 'https://api.test/users?email=alice.secret@example.org',
    requestHeaders: makeHeaders({ 'X-Vault-Token': 'Ab12cd34Ef56gh78', 'X-Note': 'for Ab12cd34Ef56gh78' }),
    requestBody: makeBody('{"email":"alice.secret@example.org","pin":"Zx98yw76Vu54"}', 'application/json'),
    responseBody: makeBody(`{"pin":"Zx98yw76Vu54","text":"${'a '.repeat(3_000)}"}`, 'application/json'),
  });

  it('contain no secrets and no personal data in any of them', async () => {
    const { markdown, json, gap } = await writeRequestTexts(exchange);
    for (const text of [markdown, json]) expect(text).not.toMatch(/alice|Ab12cd34Ef56gh78|Zx98yw76Vu54/);
    expect(gap).toBeUndefined();
  });

  it('replace the claims that are chosen on the options page', async () => {
    const claims = btoa('{"tenant":"tenant-4711","email":"alice@example.org"}').replaceAll('=', '');
    const token = `${btoa('{"alg":"none"}').replaceAll('=', '')}.${claims}.`;
    const request = makeHttp({ requestHeaders: makeHeaders({ Authorization: `Bearer ${token}` }) });
    const readClaims = async () => {
      const { json } = await writeRequestTexts(request);
      return atob(/Bearer [\w-]+\.([\w-]+)/.exec(json)?.[1] ?? '');
    };
    expect(await readClaims()).toMatch(/tenant-4711(?!.*alice@example\.org)/);
    replacedClaims.value = { tenant: true, email: false };
    expect(await readClaims()).toMatch(/^(?!.*tenant-4711).*alice@example\.org/);
    replacedClaims.value = {};
  });

  it('show where the response is cut', async () => {
    expect((await writeRequestTexts(exchange)).markdown).toMatch(/a…\n```\n$/);
    const short = makeHttp({ responseBody: makeBody('{"a":1}', 'application/json') });
    expect((await writeRequestTexts(short)).markdown).not.toContain('…');
  });

  it('say why the command has no body', async () => {
    const cut = makeHttp({
      method: 'POST',
      requestBody: { ...makeBody('{"a":', 'application/json'), truncated: true },
    });
    expect((await writeRequestTexts(cut)).gap).toBe('incomplete');
  });
});
