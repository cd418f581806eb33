import { describe, expect, it } from 'vitest';
import {
  makeBearer,
  makeBody,
  makeHeaders,
  makeHttp,
  makeReading,
  makeToken,
} from '../exchange/exchange.fixture';
import { maxLineLength } from './limits';
import { createLog, type LogOptions, type TokenLog } from './log';

const alice = {
  iss: 'https://id.test',
  sub: 'alice',
  client_id: 'app',
  aud: 'https://api.test',
  scope: 'read',
  iat: 1_000,
};
const accessToken = (claims: object = {}) =>
  makeToken({ ...alice, ...claims }, { alg: 'RS256', typ: 'at+jwt' });

let lastId = 0;

function record(log: TokenLog, ...tokens: readonly string[]) {
  return tokens.map((token) => {
    lastId += 1;
    return log.record(makeBearer(token, { id: `line-${lastId}`, sentAtMs: lastId * 1_000 }));
  });
}

function logOf(tokens: readonly string[], options: LogOptions = {}): TokenLog {
  const log = createLog(options);
  record(log, ...tokens);
  return log;
}

/** Each token's line, position, size and a star for the current one, in the order of the tokens' IDs. */
function linesOf(log: TokenLog) {
  return log
    .rows()
    .toSorted((a, b) => a.id - b.id)
    .map(({ line }) => line && `${line.id}: ${line.position}/${line.size}${line.isCurrent ? '*' : ''}`);
}

describe('a line', () => {
  it('has the tokens with the same issuer, subject, client, audience and type, by the time of issue', () => {
    const log = logOf([accessToken(), accessToken({ iat: 3_000 }), accessToken({ iat: 2_000, scope: '' })]);
    expect(linesOf(log)).toEqual(['1: 1/3', '1: 3/3*', '1: 2/3']);
    expect(log.lineOf(1)).toEqual([1, 3, 2]);
  });

  it('has tokens of the same second in the order they were first seen, whatever the order of capture', () => {
    const [first, second, third] = [
      accessToken({ jti: 'c' }),
      accessToken({ jti: 'b' }),
      accessToken({ jti: 'a' }),
    ];
    const log = createLog();
    const at = (token: string, sentAtMs: number) =>
      log.record(makeBearer(token, { id: `sent-${sentAtMs}`, sentAtMs }));
    at(second, 2_000);
    at(third, 3_000);
    at(first, 1_000);
    expect(linesOf(log)).toEqual(['1: 2/3', '1: 3/3*', '1: 1/3']);
    // The third one turns out to have been there before the others.
    expect(at(third, 500).changed.toSorted()).toEqual([1, 2, 3]);
    expect(linesOf(log)).toEqual(['1: 3/3*', '1: 1/3', '1: 2/3']);
    expect(at(third, 400).changed).toEqual([2]);
  });

  it.each([
    ['issuer', { iss: 'https://other.test' }],
    ['subject', { sub: 'bob' }],
    ['client', { client_id: 'other' }],
    ['audience', { aud: ['https://api.test', 'https://other.test'] }],
    ['claim that specifies the type', { token_use: 'refresh' }],
  ])('has no token with another %s', (_, claims) => {
    expect(linesOf(logOf([accessToken(), accessToken(claims)]))).toEqual(['1: 1/1*', '2: 1/1*']);
  });

  it('compares audiences as a set, and the clients of different providers', () => {
    const [first, second] = [
      accessToken({ aud: ['a', 'b'] }),
      accessToken({ aud: ['b', 'a', 'b'], client_id: undefined, azp: 'app' }),
    ];
    expect(linesOf(logOf([first, second]))).toEqual(['1: 1/2', '1: 2/2*']);
  });

  it('distinguishes tokens with the same claims by the names of their locations', () => {
    const plain = (jti: string) => makeToken({ iss: 'https://id.test', sub: 'alice', iat: 1_000, jti });
    const log = createLog();
    const body = { access_token: plain('a'), refresh_token: plain('b') };
    log.record(makeHttp({ responseBody: makeBody(JSON.stringify(body), 'application/json') }));
    record(log, plain('c'));
    expect(linesOf(log)).toEqual(['1: 1/1*', '2: 1/1*', '3: 1/1*']);
    // The third one turns out to be an access token.
    const { changed } = log.record(makeReading({ access_token: plain('c') }));
    expect(changed.toSorted()).toEqual([1, 3]);
    expect(linesOf(log)).toEqual(['1: 1/2', '2: 1/1*', '1: 2/2*']);
  });

  it.each([
    ['without subject and client', { iss: 'https://id.test', iat: 1 }, {}],
    ['without a time of issue', { ...alice, iat: '1' }, {}],
    [
      'made for one request',
      { ...alice, htm: 'GET', htu: 'https://api.test/', jti: '1' },
      { typ: 'dpop+jwt' },
    ],
    ['with too many audiences', { ...alice, aud: Array.from({ length: 51 }, (_, index) => `a${index}`) }, {}],
    ['with very long claims', { ...alice, sub: 'a'.repeat(10_000) }, {}],
    ['with a subject that is an object', { iat: 1, sub: { toString: 'alice' } }, {}],
  ])('has no token %s', (_, claims, header) => {
    const log = logOf([makeToken(claims, { alg: 'RS256', typ: 'JWT', ...header })]);
    expect(linesOf(log)).toEqual([undefined]);
    expect(log.lineOf(1)).toEqual([]);
  });
});

describe('when a token joins a line', () => {
  it('the others are changed, and those of other lines are not', () => {
    const log = logOf([accessToken(), accessToken({ sub: 'bob' })]);
    const [change] = record(log, accessToken({ iat: 2_000 }));
    expect(change?.changed.toSorted()).toEqual([1, 3]);
    const [again] = record(log, accessToken({ iat: 2_000 }));
    expect(again?.changed).toEqual([3]);
  });

  it('and the line is at its limit, the oldest token leaves it and the positions stay', () => {
    const many = Array.from({ length: maxLineLength }, (_, index) => accessToken({ iat: index }));
    const log = logOf(many);
    const [change] = record(log, accessToken({ iat: maxLineLength }));
    expect(change?.changed).toContain(1);
    expect(log.row(1)).not.toHaveProperty('line');
    expect(log.row(2)?.line).toMatchObject({ position: 2, size: maxLineLength + 1 });
  });
});

describe('the position of a token', () => {
  it('stays when another one is evicted', () => {
    const log = logOf([accessToken(), accessToken({ iat: 2_000 }), accessToken({ sub: 'bob' })], {
      maxTokens: 2,
    });
    expect(log.row(1)).toBeUndefined();
    expect(log.row(2)?.line).toMatchObject({ position: 2, size: 2, isCurrent: true });
    expect(log.lineOf(2)).toEqual([2]);
  });

  it('is new after the log was cleared', () => {
    const log = logOf([accessToken(), accessToken({ iat: 2_000 })]);
    const [row] = log.rows();
    log.clear(row?.lastSeenMs);
    expect(log.rows()).toMatchObject([{ id: 3, line: { position: 1, size: 1, isCurrent: true } }]);
    expect(record(log, accessToken({ sub: 'bob' }))[0]?.changed).toEqual([4]);
  });

  it('is the same for responses and for requests', () => {
    const log = createLog();
    const headers = makeHeaders({ 'Set-Cookie': `other=${accessToken({ iat: 2_000 })}` });
    record(log, accessToken());
    log.record(makeHttp({ responseHeaders: headers }));
    expect(linesOf(log)).toEqual(['1: 1/2', '1: 2/2*']);
  });
});
