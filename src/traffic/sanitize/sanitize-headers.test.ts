import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { finish } from '../../token';
import type { HttpExchange } from '../exchange/exchange';
import { makeHeaders, makeHttp } from '../exchange/exchange.fixture';
import { loadSanitizer } from './load-sanitizer';

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signature = randomBytes(32).toString('base64url');
const token = `${encode({ alg: 'HS256' })}.${encode({ sub: 'u1' })}.${signature}`;

async function sanitizeHeader(name: string, value: string): Promise<string> {
  const exchange = makeHttp({
    requestHeaders: makeHeaders({ [name]: value }),
    responseHeaders: makeHeaders({ [name]: value }),
  });
  const sanitizer = await loadSanitizer({ fillRandom: (bytes) => void crypto.getRandomValues(bytes) });
  finish(sanitizer.collect(exchange));
  finish(sanitizer.prepare());
  const { requestHeaders } = finish(sanitizer.sanitize(exchange)) as HttpExchange;
  return requestHeaders[0]?.value ?? '';
}

describe('a credential', () => {
  it.each([
    ['Authorization', 'Token token="4d7c9a0b1e2f"', '4d7c9a0b1e2f', /^Token token="[^"]+"$/],
    ['Authorization', `Bearer token="${token}"`, signature, /^Bearer token="ey[^"]+"$/],
    [
      'Authorization',
      'MediaBrowser Client="web", Token="9f8e7d6c5b4a"',
      '9f8e7d6c5b4a',
      /^MediaBrowser Client="web", Token="/,
    ],
    ['X-Emby-Authorization', 'MediaBrowser Client="web", Token="abcdef"', 'abcdef', /^MediaBrowser Client/],
    [
      'Authorization',
      'Hawk id="app", ts="1", mac="k3JdHs8aP+/q="',
      'k3JdHs8aP',
      /^Hawk id="app", ts="1", mac="/,
    ],
    ['Authorization', 'Token token="4d7c9a0b1e2f', '4d7c9a0b1e2f', /^Token token="/],
    ['Authorization', 'Custom other="Ab12cd34Ef56"', 'Ab12cd34Ef56', /^Custom other="/],
    ['Authorization', `Bearer {"access_token":"${token}"}`, signature, /^Bearer \{"access_token":"ey/],
    ['Authorization', 'Bearer Ab12cd34Ef56gh78 undefined', 'Ab12cd34Ef56gh78', /^Bearer \w+ undefined$/],
    ['Authorization', 'Ab12cd34Ef56gh78 more', 'Ab12cd34Ef56gh78', /./],
    ['X-Api-Key', '#kJ8sLq0pZx', 'kJ8sLq0pZx', /./],
    ['X-Auth-Token', '$2y$10$N9qo8uLOickgx2ZMRZoMye', 'N9qo8uLOickgx2ZMRZoMye', /./],
    ['X-Client-Secret', 'tiger lion zebra9', 'tiger', /./],
    ['X-Client-Secret', 'tiger lion zebra9', 'zebra9', /./],
  ])('in %s is replaced: %s', async (name, value, secret, form) => {
    const sanitized = await sanitizeHeader(name, value);
    expect(sanitized).not.toContain(secret);
    expect(sanitized).toMatch(form);
  });

  it.each([
    'X-Refresh-Token',
    'X-Vault-Token',
    'PRIVATE-TOKEN',
    'X-Token',
    'Token',
    'X-Plex-Token',
    'RequestVerificationToken',
    'X-Session-Id',
  ])('is recognized by the name of the header: %s', async (name) => {
    expect(await sanitizeHeader(name, 'Ab12cd34Ef56gh78')).not.toContain('Ab12cd34Ef56gh78');
  });
});

describe('what isn’t a credential', () => {
  it.each([
    ['Authorization', 'Bearer undefined'],
    ['Authorization', 'Bearer ${token}'],
    ['Authorization', 'Bearer {{access_token}}'],
    ['Authorization', 'Bearer <token>'],
    ['Authorization', 'Bearer $TOKEN'],
    ['Authorization', 'Bearer'],
    ['Authorization', 'Bearer [object Object]'],
    ['X-Api-Key', 'null'],
    ['X-Token', 'expired'],
    ['X-Token-Type', 'Ab12cd34Ef56gh78'],
  ])('stays in %s: %s', async (name, value) => {
    expect(await sanitizeHeader(name, value)).toBe(value);
  });
});
