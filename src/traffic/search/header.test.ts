import { describe, expect, it } from 'vitest';
import { makeHeaders, makeHttp, makeToken, makeTokenOf } from '../exchange/exchange.fixture';
import { maxFields } from '../exchange/limits';
import { findSightings } from './find-sightings';

const token = makeToken();
const base64 = (text: string) => Buffer.from(text).toString('base64');

function pathsOf(headers: Readonly<Record<string, string>>, side: 'request' | 'response' = 'request') {
  const { found } = findSightings(makeHttp({ [`${side}Headers`]: makeHeaders(headers) }));
  expect(found.filter(({ raw }) => raw !== token)).toEqual([]);
  return found.map(({ sighting: { kind, name, path } }) => [kind, name, ...path]);
}

describe('credentials', () => {
  it('are searched for any scheme', () => {
    for (const scheme of ['Bearer', 'DPoP', 'Token', 'JWT', 'SSWS', 'PoP', 'GNAP', 'Splunk', 'GoogleLogin']) {
      expect(pathsOf({ Authorization: `${scheme} ${token}` })).toEqual([['request header', 'Authorization']]);
    }
    expect(pathsOf({ Authorization: `Token token="${token}", nonce="x"` })).toHaveLength(1);
    expect(pathsOf({ 'Proxy-Authorization': `Bearer ${token}`, DPoP: makeToken() })).toHaveLength(2);
  });

  it('with the Basic scheme can have a token as the user name or the password', () => {
    expect(pathsOf({ Authorization: `Basic ${base64(`user:${token}`)}` })).toEqual([
      ['request header', 'Authorization', 'Basic password'],
    ]);
    expect(pathsOf({ 'Proxy-Authorization': `basic ${base64(`${token}:`)}` })).toEqual([
      ['request header', 'Proxy-Authorization', 'Basic user'],
    ]);
    expect(pathsOf({ Authorization: `Basic ${base64(token)}` })).toEqual([
      ['request header', 'Authorization', 'base64'],
    ]);
    expect(pathsOf({ Authorization: 'Basic %%%' })).toEqual([]);
  });

  it('can be in the subprotocols of a WebSocket, even in base64', () => {
    const name = 'Sec-WebSocket-Protocol';
    const encoded = Buffer.from(token).toString('base64url');
    expect(pathsOf({ [name]: `graphql-ws, ${token}` })).toEqual([['request header', name]]);
    expect(
      pathsOf({ [name]: `base64url.bearer.authorization.k8s.io.${encoded}, v4.channel.k8s.io` }),
    ).toEqual([['request header', name, 'base64']]);
  });

  it('can be in any request or response header', () => {
    expect(pathsOf({ 'x-goog-iap-jwt-assertion': token, 'X-Home': `{"t":"${token}"}` })).toEqual([
      ['request header', 'x-goog-iap-jwt-assertion'],
      ['request header', 'X-Home', 'json', '$.t'],
    ]);
    expect(pathsOf({ 'X-Set-Token': token }, 'response')).toEqual([['response header', 'X-Set-Token']]);
  });
});

describe('URL in a header', () => {
  it('of a request is searched by part and field', () => {
    expect(pathsOf({ Referer: `https://app.test/?a=1&access_token=${token}` })).toEqual([
      ['request header', 'Referer', 'query', 'access_token'],
    ]);
    expect(pathsOf({ Referer: `https://app.test/reset/${token}` })).toEqual([
      ['request header', 'Referer', 'path'],
    ]);
    expect(pathsOf({ 'X-Original-URL': `wss://app.test/live#${token}` })).toEqual([
      ['request header', 'X-Original-URL', 'fragment'],
    ]);
  });

  it('of a response is searched by part and field', () => {
    const url = `/next?token=${token}`;
    expect(pathsOf({ 'Content-Location': url }, 'response')).toEqual([
      ['response header', 'Content-Location', 'query', 'token'],
    ]);
    expect(pathsOf({ Link: `</a>; rel="x", <${url}&b=1>; rel="next"` }, 'response')).toEqual([
      ['response header', 'Link', 'query', 'token'],
    ]);
    expect(pathsOf({ Refresh: `0; URL=${url}` }, 'response')).toEqual([
      ['response header', 'Refresh', 'query', 'token'],
    ]);
    expect(pathsOf({ Location: url }, 'response')).toEqual([['response location', 'token', 'query']]);
  });

  it('can contain another, encoded URL', () => {
    const inner = encodeURIComponent(`https://b.test/cb#id_token=${token}`);
    expect(pathsOf({ Location: `/login?next=${inner}` }, 'response')).toEqual([
      ['response location', 'next', 'query'],
    ]);
    const twice = encodeURIComponent(`https://c.test/?u=${inner}`);
    expect(pathsOf({ Referer: `https://a.test/?u=${twice}` })).toEqual([
      ['request header', 'Referer', 'query', 'u', 'url'],
    ]);
  });

  it('does not prevent the rest of the header from being searched', () => {
    const other = makeTokenOf('bob');
    const find = (name: string, value: string) =>
      findSightings(makeHttp({ responseHeaders: makeHeaders({ [name]: value }) })).found.map(
        ({ raw, sighting: { path } }) => [raw === token ? 'A' : raw === other ? 'B' : raw, ...path],
      );
    const inTarget = ['A', 'query', 't'];
    expect(find('Link', `</a?t=${token}>; auth="${other}"`)).toEqual([inTarget, ['B']]);
    expect(find('Link', `</a?t=${token}>; auth=${other}, </b>; rel=next`)).toEqual([inTarget, ['B']]);
    expect(find('Link', `</a>; auth="${other}", </a?t=${token}>`)).toEqual([inTarget, ['B']]);
    expect(find('Link', `</a?t=${token}>; title*=UTF-8''%7B%22t%22%3A%22${other}%22%7D`)).toEqual([
      inTarget,
      ['B', 'url', 'json', '$.t'],
    ]);
    expect(find('Refresh', `5; ${other}; url=/a?t=${token}`)).toEqual([inTarget, ['B']]);
    const links = Array.from({ length: maxFields }, () => '</a>').join(', ');
    expect(find('Link', `</a?t=${token}>, ${links}, <${other}>`)).toEqual([inTarget, ['B']]);
  });

  it('is searched even if it is invalid', () => {
    expect(pathsOf({ Link: token, Refresh: token }, 'response')).toEqual([
      ['response header', 'Link'],
      ['response header', 'Refresh'],
    ]);
    expect(pathsOf({ Referer: token })).toEqual([['request header', 'Referer', 'path']]);
  });
});

describe('opaque credentials', () => {
  const isOpaque = (authorization: string, isRedacted?: true) =>
    findSightings(
      makeHttp({
        requestHeaders: makeHeaders({ Authorization: authorization }),
        ...(isRedacted && { isRedacted }),
      }),
    ).opaqueBearer;

  it('are reported only for token schemes', () => {
    expect(isOpaque(`DPoP ${makeTokenOf('bob')}`)).toBe(false);
    expect(isOpaque('Digest username="Mufasa"')).toBe(false);
    expect(isOpaque('DPoP 2YotnFZFEjr1zCsicMWpAA')).toBe(true);
    expect(isOpaque('Token 9944b09199c62bcf9418')).toBe(true);
    expect(isOpaque('token token="9944b09199c6", nonce="x"')).toBe(true);
  });

  it('are not reported if credentials were redacted', () => {
    expect(isOpaque('Bearer 2YotnFZFEjr1zCsicMWpAA', true)).toBe(false);
  });
});
