import { describe, expect, it } from 'vitest';
import { decode } from './decode';
import { maxCachedHeaders, maxTokenLength } from '../limits';
import type { Jws, Malformed } from '../token';
import { encode, makeEncryptedToken, makeToken } from '../token.fixture';
import { isFilled } from '../param.fixture';

const token = makeToken();
const [header = '', payload = '', signature = ''] = token.split('.');

function malformed(text: string): Malformed {
  const decoded = decode(text);
  if (decoded.kind !== 'malformed') throw new Error(`decoded as ${decoded.kind}`);
  return decoded;
}

function jws(text: string): Jws {
  const decoded = decode(text);
  if (decoded.kind !== 'jws') throw new Error(`decoded as ${JSON.stringify(decoded)}`);
  return decoded;
}

describe("text that isn't a token", () => {
  it.each([
    ['empty text', '', 'empty', 'token', 0],
    ['only white space', ' \n', 'empty', 'token', 0],
    ['one part', header, 'part_count', 'token', header.length],
    ['two parts', `${header}.${payload}`, 'part_count', 'token', header.length + 1 + payload.length],
    ['four parts', `${token}.AA`, 'part_count', 'token', token.length],
    ['six parts', 'a.b.c.d.e.f', 'part_count', 'token', 9],
    ['a leading space', ` ${token}`, 'bad_character', 'header', 0],
    ['a trailing line break', `${token}\n`, 'bad_character', 'signature', token.length],
    ['the standard alphabet', `${header}.ab+/.`, 'bad_character', 'payload', header.length + 3],
    [
      'padding',
      `${header}.${payload}==.${signature}`,
      'padding',
      'payload',
      header.length + 1 + payload.length,
    ],
    [
      'a foreign character and too few parts',
      `${header}.ab$c`,
      'bad_character',
      'payload',
      header.length + 3,
    ],
    [
      'a length of 1 mod 4',
      `${header}.${payload}.AAAAA`,
      'bad_length',
      'signature',
      header.length + payload.length + 6,
    ],
    ['unused bits in two letters', `${header}.AB.`, 'non_canonical', 'payload', header.length + 2],
    ['unused bits in three letters', `${header}.AAB.`, 'non_canonical', 'payload', header.length + 3],
    [
      'a header that is not UTF-8',
      `${Buffer.from([0x7b, 0xff]).toString('base64url')}..`,
      'header_not_utf8',
      'header',
      1,
    ],
    ['a header that is not JSON', `${encode('{"alg":none}')}..`, 'header_not_json', 'header', 9],
    [
      'a header with a byte-order mark',
      `${encode('\uFEFF{"alg":"none"}')}..`,
      'header_not_json',
      'header',
      0,
    ],
    ['a header that is a list', `${encode([])}..`, 'header_not_object', 'header', 0],
    ['a header that is null', `${encode(null)}..`, 'header_not_object', 'header', 0],
    ['a header without alg', `${encode({ typ: 'JWT' })}..`, 'alg_missing', 'header', 0],
    ['a header whose alg is a number', `${encode({ alg: 1 })}..`, 'alg_missing', 'header', 0],
    ['a header whose alg is empty', `${encode({ alg: '' })}..`, 'alg_missing', 'header', 0],
    ['five parts without enc', `${header}.AA.AA.AA.AA`, 'enc_missing', 'header', 0],
    ['three parts with enc', makeToken({ alg: 'dir', enc: 'A128GCM' }, {}, ''), 'part_count', 'token', 44],
    ['an empty header', `.${payload}.${signature}`, 'header_not_json', 'header', 0],
    ['a tilde in a header', '~..', 'bad_character', 'header', 0],
  ])('reports %s as malformed, with reason, segment and offset', (_, text, reason, segment, offset) => {
    const found = malformed(text);
    expect([found.reason, found.segment, found.offset]).toEqual([reason, segment, offset]);
    expect(found.raw).toBe(text);
    expect(isFilled(found.params)).toBe(true);
  });

  it('has the character, its one-based position and its part as params', () => {
    const part = { code: 'part_payload' };
    expect(malformed(`${header}.ab$c.`).params).toEqual(['"$"', header.length + 4, part]);
    expect(malformed(`${header}.ab\u202Ec.`).params[0]).toBe('U+202E');
  });

  it('returns the parts that can be decoded', () => {
    const cut = malformed(`${header}.${payload}`);
    expect(cut.header).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(cut.claims).toEqual({ sub: 'alice', exp: 1_790_000_000 });
    const truncated = malformed(`${header}.${payload.slice(0, 13)}`);
    expect(truncated.claims).toBeUndefined();
    expect(new TextDecoder().decode(truncated.payload)).toBe('{"sub":"a');
    expect(malformed(`${header}$.${payload}.`).claims).toEqual({ sub: 'alice', exp: 1_790_000_000 });
  });

  it("doesn't show the encrypted key of a broken JWE as a payload", () => {
    const broken = malformed(`${makeEncryptedToken()}=`);
    expect(broken.header).toEqual({ alg: 'RSA-OAEP', enc: 'A256GCM' });
    expect(broken.payload).toBeUndefined();
  });

  it('decodes a header that has the members of a failure', () => {
    const lookalike = { alg: 'HS256', reason: 'empty', segment: 'token', offset: 0, params: [] };
    expect(jws(makeToken(lookalike)).header).toEqual(lookalike);
  });

  it('decodes text of the maximum length, but no longer text', () => {
    expect(malformed('a'.repeat(maxTokenLength + 1)).reason).toBe('too_long');
    const filler = 'A'.repeat(Math.floor((maxTokenLength - header.length - 2) / 4) * 4);
    expect(jws(`${header}.${filler}.`).payload.length).toBe((filler.length / 4) * 3);
  });

  it('truncates a hostile header in the params', () => {
    const { params } = malformed(`${encode(`\u202E${'x'.repeat(5000)}`)}..`);
    expect(params.at(-1)).toBe(`${'x'.repeat(60)}…`);
  });
});

describe('a signed token', () => {
  it('has a header, claims, payload and signature', () => {
    const { header: read, claims, payload: bytes, signature: signed } = jws(token);
    expect(read).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(claims).toEqual({ sub: 'alice', exp: 1_790_000_000 });
    expect(new TextDecoder().decode(bytes)).toBe('{"sub":"alice","exp":1790000000}');
    expect(Array.from(signed)).toEqual(Array.from({ length: 32 }, (_, index) => index));
  });

  it('can be unsecured and end with a dot', () => {
    expect(jws(makeToken({ alg: 'none' }, { a: 1 }, '')).signature.length).toBe(0);
  });

  it.each([
    ['is empty', '', 'payload_detached', 0],
    [
      'is not UTF-8',
      Buffer.from([0x41, 0xc3, 0xa9, 0xef, 0xbf, 0xbd, 0xff]).toString('base64url'),
      'payload_not_utf8',
      6,
    ],
    ['is text', encode('Payload'), 'payload_not_json', 0],
    ['is invalid JSON, with the offset in bytes', encode('{"é":tru}'), 'payload_not_json', 6],
    ['is truncated JSON', encode('{"a":'), 'payload_not_json', 5],
    ['is a JSON string', encode('"text"'), 'payload_not_object', 0],
    ['is null', encode('null'), 'payload_not_object', 0],
    ['is an array', encode('[1]'), 'payload_not_object', 0],
    ['nests 65 levels deep', encode(`{"a":${'['.repeat(64)}${']'.repeat(64)}}`), 'payload_too_deep', 68],
  ])('decodes when its payload %s, and reports that', (_, text, reason, offset) => {
    const read = jws(`${header}.${text}.${signature}`);
    expect(read.payloadProblem).toEqual({ reason, offset });
    expect('claims' in read).toBe(false);
  });

  it('reads claims that nest 64 levels deep', () => {
    expect(jws(`${header}.${encode(`{"a":${'['.repeat(63)}${']'.repeat(63)}}`)}.`).claims).toBeDefined();
  });

  it('keeps __proto__ and constructor as members', () => {
    const { header: read, claims = {} } = jws(
      makeToken(
        '{"alg":"HS256","__proto__":{"enc":"A256GCM"}}',
        '{"__proto__":{"admin":true},"constructor":1}',
      ),
    );
    expect(Object.keys(claims)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(claims)).toBe(Object.prototype);
    expect(claims.admin).toBeUndefined();
    expect(read.enc).toBeUndefined();
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  it('has an unencoded payload if crit lists b64 (RFC 7797)', () => {
    const unencoded = encode({ alg: 'HS256', b64: false, crit: ['b64'] });
    expect(new TextDecoder().decode(jws(`${unencoded}.hello world.${signature}`).payload)).toBe(
      'hello world',
    );
    expect(jws(`${unencoded}.a~b.${signature}`).payload).toHaveLength(3);
    expect(malformed(`${unencoded}.h\u00E9llo.${signature}`).offset).toBe(unencoded.length + 2);
    for (const crit of [undefined, ['exp'], 'b64']) {
      expect(malformed(`${encode({ alg: 'HS256', b64: false, crit })}.hello world.`).reason).toBe(
        'bad_character',
      );
    }
  });
});

describe('the bytes of a token', () => {
  it('are included in copies, structured clones and comparisons', () => {
    const read = jws(token);
    const plain = {
      kind: 'jws',
      raw: token,
      serialization: 'compact',
      header: { alg: 'HS256', typ: 'JWT' },
      payloadText: payload,
      payload: new Uint8Array(Buffer.from(payload, 'base64url')),
      claims: { sub: 'alice', exp: 1_790_000_000 },
      signature: new Uint8Array(Buffer.from(signature, 'base64url')),
      signatures: [
        {
          header: { alg: 'HS256', typ: 'JWT' },
          protectedText: header,
          signature: new Uint8Array(Buffer.from(signature, 'base64url')),
        },
      ],
    };
    expect(read).toEqual(plain);
    expect({ ...read }).toStrictEqual(plain);
    expect(structuredClone(read)).toStrictEqual(plain);
  });

  it('are decoded once', () => {
    const read = jws(token);
    expect(read.payload).toBe(read.payload);
    expect(read.signature).toBe(read.signatures[0]?.signature);
  });
});

describe('a header that many tokens share', () => {
  it('is frozen', () => {
    const { header: read } = jws(makeToken({ alg: 'HS256', jwk: { kty: 'oct' } }));
    expect(Object.isFrozen(read) && Object.isFrozen(read.jwk)).toBe(true);
    expect(() => Object.assign(read, { alg: 'none' })).toThrow(TypeError);
  });

  it('is never confused with another one, however many are cached', () => {
    const names = Array.from({ length: 3 * maxCachedHeaders }, (_, index) => `key-${index}`);
    for (const kid of [...names, ...names]) {
      expect(jws(makeToken({ alg: 'HS256', kid })).header.kid).toBe(kid);
    }
  });
});

describe('an encrypted token', () => {
  it('has a header and its parts', () => {
    const read = decode(makeEncryptedToken());
    expect(read).toMatchObject({ kind: 'jwe', header: { alg: 'RSA-OAEP', enc: 'A256GCM' } });
    expect(read).toMatchObject({
      serialization: 'compact',
      protectedText: makeEncryptedToken().split('.')[0],
    });
    expect(read.kind === 'jwe' && read.recipients).toMatchObject([{ header: { alg: 'RSA-OAEP' } }]);
    expect(read.kind === 'jwe' && new TextDecoder().decode(read.ciphertext)).toBe('ciphertext');
  });

  it('can have no encrypted key (RFC 7518 §4.5)', () => {
    expect(decode(`${encode({ alg: 'dir', enc: 'A128GCM' })}..AAAA.AAAA.AAAA`).kind).toBe('jwe');
  });

  it('reports which part is broken', () => {
    const parts = makeEncryptedToken().split('.');
    expect(malformed(`${parts[0]}.${parts[1]}.A.${parts[3]}.${parts[4]}`)).toMatchObject({
      reason: 'bad_length',
      segment: 'iv',
    });
  });
});
