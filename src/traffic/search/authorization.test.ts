import { describe, expect, it } from 'vitest';
import { decode } from '../../token';
import { makeHeaders, makeHttp, makeToken } from '../exchange/exchange.fixture';
import { createLog } from '../log/log';
import { findSightings } from './find-sightings';

const token = makeToken();
const requestWith = (authorization: string, more: Parameters<typeof makeHttp>[0] = {}) =>
  makeHttp({ requestHeaders: makeHeaders({ Authorization: authorization }), ...more });

describe('an Authorization header without a token', () => {
  it.each([
    ['Bearer null', 'credentials_null'],
    ['Bearer undefined', 'credentials_null'],
    ['Bearer [object Object]', 'credentials_object'],
    ['Bearer {{token}}', 'credentials_variable'],
    ['Bearer', 'credentials_empty'],
    ['Bearer ', 'credentials_empty'],
    ['Token null', 'credentials_null'],
    ['JWT undefined', 'credentials_null'],
  ])('is found as a malformed token: %j', (value, reason) => {
    const { found, opaqueBearer } = findSightings(requestWith(value));
    expect(found).toMatchObject([
      {
        raw: value.trim(),
        facts: {},
        sighting: { kind: 'request header', name: 'Authorization', path: [] },
      },
    ]);
    expect(decode(value.trim())).toMatchObject({ kind: 'malformed', reason });
    expect(opaqueBearer).toBe(false);
  });

  it('is found in the header for a proxy, but in no other header and in no response', () => {
    const requestHeaders = makeHeaders({ 'Proxy-Authorization': 'Bearer null', 'X-Token': 'null' });
    const responseHeaders = makeHeaders({ Authorization: 'Bearer null', 'WWW-Authenticate': 'Bearer' });
    const { found } = findSightings(makeHttp({ requestHeaders, responseHeaders }));
    expect(found.map(({ sighting }) => sighting.name)).toEqual(['Proxy-Authorization']);
  });

  it('is a row of the log, which counts the requests', () => {
    const log = createLog();
    for (const [index, value] of ['Bearer null', 'Bearer undefined', 'Bearer null', 'Bearer'].entries()) {
      log.record(requestWith(value, { id: `r${index}`, status: index === 0 ? 401 : 200 }));
    }
    expect(log.rows().map(({ raw, requests, rejected }) => [raw, requests, rejected])).toEqual([
      ['Bearer', 1, 0],
      ['Bearer null', 2, 1],
      ['Bearer undefined', 1, 0],
    ]);
    expect(log.counts().opaqueBearers).toBe(0);
  });

  it('isn’t the row of an opaque token or of another scheme', () => {
    for (const value of ['Bearer abcdef0123456789', 'Basic dXNlcjpwYXNz', 'Bearer [redacted]', '']) {
      expect(findSightings(requestWith(value)).found).toEqual([]);
    }
    expect(findSightings(requestWith('Bearer abcdef0123456789')).opaqueBearer).toBe(true);
  });
});

describe('a scheme that is there twice', () => {
  it('is found next to the token, once for all tokens', () => {
    const log = createLog();
    const other = makeToken({ sub: 'other' });
    log.record(requestWith(`Bearer Bearer ${token}`, { id: 'a' }));
    log.record(requestWith(`Bearer Bearer ${other}`, { id: 'b' }));
    log.record(requestWith(`Bearer Bearer ${other}`, { id: 'c' }));
    expect(log.rows().map(({ raw, requests }) => [raw, requests])).toEqual(
      expect.arrayContaining([
        [token, 1],
        [other, 2],
        ['Bearer Bearer …', 3],
      ]),
    );
    expect(log.rows()).toHaveLength(3);
  });
});
