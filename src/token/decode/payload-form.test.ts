import { createHmac } from 'node:crypto';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { findTokens } from '../find/find-tokens';
import { findJsonText, locate } from '../json/locate';
import { check } from '../rules/check';
import type { Jws } from '../token';
import { verify } from '../verify/verify';
import { decode } from './decode';

const card = {
  iss: 'https://issuer.test/shc',
  nbf: 1_620_992_383.218,
  vc: {
    type: ['https://smarthealth.cards#health-card', 'https://smarthealth.cards#immunization'],
    credentialSubject: { fhirVersion: '4.0.1', fhirBundle: { resourceType: 'Bundle', entry: [] } },
  },
};
const text = JSON.stringify(card);

function encode(header: object, payload: Uint8Array | string): string {
  const part = (content: Uint8Array | string) => Buffer.from(content).toString('base64url');
  return `${part(JSON.stringify({ alg: 'HS256', ...header }))}.${part(payload)}.${part('s'.repeat(32))}`;
}

function read(header: object, payload: Uint8Array | string): Jws {
  const token = decode(encode(header, payload));
  if (token.kind !== 'jws') throw new Error(token.kind);
  return token;
}

/** Text in an encoding whose encoder Node doesn't have, from the bytes of one string. */
function claimsWith(hex: string): Buffer {
  return Buffer.concat([
    Buffer.from('{"sub":"1","name":"'),
    Buffer.from(hex, 'hex'),
    Buffer.from('","exp":1}'),
  ]);
}

describe('a compressed payload', () => {
  it.each([
    ['DEF as a SMART Health Card has it', { zip: 'DEF' }, deflateRawSync(text, { level: 9 }), 'deflate'],
    ['DEF in stored blocks', { zip: 'DEF' }, deflateRawSync(text, { level: 0 }), 'deflate'],
    ['DEF with the wrapper of zlib, as JJWT has it', { zip: 'DEF' }, deflateSync(text), 'zlib'],
    ['GZIP of JJWT', { zip: 'GZIP' }, gzipSync(text), 'gzip'],
    ['another name for a known format', { zip: 'deflate' }, deflateRawSync(text), 'deflate'],
    ['gzip that the header does not declare', {}, gzipSync(text), 'gzip'],
    ['zlib that the header does not declare', {}, deflateSync(text), 'zlib'],
  ])('has claims: %s', (_, header, payload, format) => {
    const token = read(header, payload);
    expect(token.claims).toEqual(card);
    expect(token.payloadForm).toEqual({ compression: { format, inflatedLength: text.length } });
    expect(token.payloadProblem).toBeUndefined();
    expect(Buffer.from(token.payload)).toEqual(Buffer.from(payload));
    expect(findJsonText(token, 'claims')).toBe(text);
    expect(locate(token, 'claims', ['iss'])).toBeUndefined();
    expect(locate(token, 'header', ['alg'])).toBeDefined();
  });

  it('of gzip may have a name, a comment, extra bytes and a checksum in its header', () => {
    const complete = gzipSync(text);
    const fields = Buffer.from([2, 0, 9, 9, ...Buffer.from('a\0b\0'), 1, 2]);
    const header = Buffer.from(complete.subarray(0, 10));
    header[3] = 2 + 4 + 8 + 16;
    expect(read({ zip: 'GZIP' }, Buffer.concat([header, fields, complete.subarray(10)])).claims).toEqual(
      card,
    );
    for (let end = 1; end < 24; end += 1) {
      expect(read({ zip: 'GZIP' }, Buffer.concat([header, fields]).subarray(0, end)).claims).toBeUndefined();
    }
  });

  it('may be in JSON serialization, and in an SD-JWT', () => {
    const [header = '', payload = '', signature = ''] = encode({ zip: 'DEF' }, deflateRawSync(text)).split(
      '.',
    );
    expect(decode(JSON.stringify({ protected: header, payload, signature }))).toMatchObject({ claims: card });
    expect(decode(`${header}.${payload}.${signature}~`)).toMatchObject({
      kind: 'sd-jwt',
      claims: card,
      payloadForm: { compression: { format: 'deflate' } },
    });
  });

  it('is found in a text, and keeps its checks', () => {
    const token = encode({ zip: 'DEF', typ: 'JWT' }, deflateRawSync('{"iss":"a","iss":"b"}'));
    const [found] = findTokens(`a line\n${token}\n`);
    expect(found?.raw).toBe(token);
    const rules = check(decode(token), {}).map(({ rule }) => rule);
    expect(rules).toContain('JSON-DUP');
    expect(rules).not.toContain('JSON-UTF8');
  });

  it('has a valid signature over the compressed bytes only', async () => {
    const secret = 'a secret that is long enough for HS256';
    const sign = (input: string) => createHmac('sha256', secret).update(input).digest('base64url');
    const [header, payload] = encode({ zip: 'DEF' }, deflateRawSync(text)).split('.');
    const [, plain] = encode({}, text).split('.');
    const statusOf = async (signed: string) =>
      (await verify(decode(`${header}.${payload}.${sign(signed)}`), secret)).status;
    expect(await statusOf(`${header}.${payload}`)).toBe('valid');
    expect(await statusOf(`${header}.${plain}`)).toBe('invalid');
  });

  it.each([
    ['is of an unknown algorithm', { zip: 'BR' }, brotliCompressSync(text), 'payload_not_inflatable'],
    ['is cut', { zip: 'DEF' }, deflateRawSync(text).subarray(0, -9), 'payload_not_inflatable'],
    ['is encrypted or random', { zip: 'DEF' }, Buffer.alloc(40, 0xab), 'payload_not_inflatable'],
    ['is a bomb', { zip: 'DEF' }, deflateRawSync(Buffer.alloc(30_000_000)), 'payload_inflates_too_large'],
    [
      'is a bomb in a wrapper',
      { zip: 'GZIP' },
      gzipSync(Buffer.alloc(30_000_000)),
      'payload_inflates_too_large',
    ],
    ['is an undeclared bomb', {}, gzipSync(Buffer.alloc(30_000_000)), 'payload_inflates_too_large'],
    ['is no JSON', { zip: 'DEF' }, deflateRawSync('text'), 'payload_not_json'],
    ['is a list', { zip: 'DEF' }, deflateRawSync('[1]'), 'payload_not_object'],
    [
      'is nested too deep',
      { zip: 'DEF' },
      deflateRawSync('['.repeat(99) + ']'.repeat(99)),
      'payload_too_deep',
    ],
    ['is compressed twice', { zip: 'DEF' }, deflateRawSync(deflateRawSync(text)), 'payload_not_utf8'],
  ])('has no claims, with the reason, if it %s', (_, header, payload, reason) => {
    expect(read(header, payload).payloadProblem?.reason).toBe(reason);
  });

  it('is not looked for in JSON, whatever the header declares', () => {
    const token = read({ zip: 'DEF' }, text);
    expect(token.claims).toEqual(card);
    expect(token.payloadForm).toBeUndefined();
  });

  it('may be long if it was long before', () => {
    const roles = Array.from({ length: 3_000 }, (_, at) => `role:${(at * 7919) % 3_001}`);
    expect(read({ zip: 'DEF' }, deflateRawSync(JSON.stringify({ roles }))).claims).toEqual({ roles });
  });
});

describe('a payload that is not UTF-8', () => {
  it.each([
    ['German in Latin-1', '4afc7267656e204dfc6c6c6572', 'windows-1252', 'Jürgen Müller'],
    ['French in Latin-1', '4672616ee76f6973206372e9e965', 'windows-1252', 'François créée'],
    ['Danish in Latin-1', '53f872656e20d8737465726761617264', 'windows-1252', 'Søren Østergaard'],
    ['a letter at the end', '4a6f73e9', 'windows-1252', 'José'],
    ['a capital letter', 'c9616d6f6e', 'windows-1252', 'Éamon'],
    ['a word in capitals', '486175707473747261df652c20c4d6dc', 'windows-1252', 'Hauptstraße, ÄÖÜ'],
    ['Spanish in capitals', '4d55d14f5a204efaf1657a', 'windows-1252', 'MUÑOZ Núñez'],
    ['Polish', 'a3756b61737a2057616cea7361', 'windows-1250', 'Łukasz Walęsa'],
    ['Russian of Windows', 'c8e2e0ed20cfe5f2f0eee2', 'windows-1251', 'Иван Петров'],
    ['Russian of Unix', 'e9d7c1ce20f0c5d4d2cfd7', 'KOI8-R', 'Иван Петров'],
    ['simplified Chinese', 'd5c5c8fd', 'GBK', '张三'],
    ['simplified Chinese beside Latin letters', '61646d696eb9dcc0edd4b131', 'GBK', 'admin管理员1'],
    ['traditional Chinese', 'b3afa46aa4e5', 'Big5', '陳大文'],
    ['Japanese of Windows', '8e52936391be9859', 'Shift_JIS', '山田太郎'],
    ['kana of Windows', '836583588367', 'Shift_JIS', 'テスト'],
    ['Japanese of Unix', 'bbb3c5c4c2c0cfba', 'EUC-JP', '山田太郎'],
    ['kana of Unix', 'a5c6a5b9a5c8', 'EUC-JP', 'テスト'],
    ['Korean', 'c8abb1e6b5bf', 'EUC-KR', '홍길동'],
  ])('is shown in the encoding it is probably in: %s', (_, hex, encoding, name) => {
    const token = read({}, claimsWith(hex));
    expect(token.claims).toEqual({ sub: '1', name, exp: 1 });
    expect(token.payloadForm?.text).toMatchObject({ encoding, problem: 'not_utf8' });
    expect(token.payloadProblem).toBeUndefined();
    expect(findJsonText(token, 'claims')).toBe(`{"sub":"1","name":"${name}","exp":1}`);
    expect(check(token, {}).map(({ rule }) => rule)).toContain('JSON-UTF8');
  });

  // Some versions of Node decode windows-1252 as Latin-1, so that the text isn't compared.
  it.each([
    ['an apostrophe and quotes', '4974927320936e657794'],
    ['a euro sign', '4a6f73e96120803520'],
  ])('is in Windows-1252: %s', (_, hex) => {
    expect(read({}, claimsWith(hex)).payloadForm?.text?.encoding).toBe('windows-1252');
  });

  it('may follow white space', () => {
    const token = read({}, Buffer.from(' \r\n{"name":"J\xFCrgen"}', 'latin1'));
    expect(token.claims).toEqual({ name: 'Jürgen' });
    expect(token.payloadForm?.text).toMatchObject({ encoding: 'windows-1252', offset: 13 });
  });

  it('reports the first wrong byte', () => {
    expect(read({}, claimsWith('61c3a9ff')).payloadForm?.text?.offset).toBe(22);
  });

  it.each([
    ['UTF-16 of Windows', Buffer.from('{"a":"é"}', 'utf16le'), 'UTF-16LE', 'not_utf8'],
    ['UTF-16 of ASCII', Buffer.from('{"a":"e"}', 'utf16le'), 'UTF-16LE', 'not_utf8'],
    ['UTF-16 with a byte-order mark', Buffer.from('\uFEFF{"a":"é"}', 'utf16le'), 'UTF-16LE', 'not_utf8'],
    ['big-endian UTF-16', Buffer.from('{"a":"é"}', 'utf16le').swap16(), 'UTF-16BE', 'not_utf8'],
    [
      'big-endian UTF-16 with a mark',
      Buffer.from('\uFEFF{"a":"é"}', 'utf16le').swap16(),
      'UTF-16BE',
      'not_utf8',
    ],
    ['UTF-8 with a byte-order mark', Buffer.from('\uFEFF{"a":"é"}'), 'UTF-8', 'byte_order_mark'],
  ])('is read with its byte order: %s', (_, payload, encoding, problem) => {
    const token = read({}, payload);
    expect(token.claims).toEqual({ a: expect.stringMatching(/^[eé]$/) as string });
    expect(token.payloadForm?.text).toMatchObject({ encoding, problem });
  });

  it('is UTF-8 with wrong bytes if most of it is UTF-8', () => {
    const token = read(
      {},
      Buffer.concat([Buffer.from('{"a":"Zürich, Genève, '), Buffer.from([0xff]), Buffer.from('"}')]),
    );
    expect(token.claims).toEqual({ a: 'Zürich, Genève, \uFFFD' });
    expect(token.payloadForm?.text).toMatchObject({ encoding: 'UTF-8', problem: 'invalid_bytes' });
  });

  it('may be compressed too', () => {
    expect(read({ zip: 'DEF' }, deflateRawSync(claimsWith('4a6f73e9')))).toMatchObject({
      claims: { name: 'José' },
      payloadForm: { compression: { format: 'deflate' }, text: { encoding: 'windows-1252' } },
    });
  });

  it.each([
    ['binary', Buffer.from([0, 1, 2, 0xff, 0xfe, 0x80])],
    ['an image', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['text', Buffer.from('J\xFCrgen', 'latin1')],
    ['a list', Buffer.from('["J\xFCrgen"]', 'latin1')],
    ['an object that is cut', Buffer.from('{"name":"J\xFCrg', 'latin1')],
  ])('is not guessed if it is not a JSON object: %s', (_, payload) => {
    const token = read({}, payload);
    expect(token.claims).toBeUndefined();
    expect(token.payloadForm).toBeUndefined();
    expect(token.payloadProblem?.reason).toBe('payload_not_utf8');
  });

  it('does not make the header of a token readable for libraries, but for people', () => {
    const part = (content: string) => Buffer.from(content, 'latin1').toString('base64url');
    expect(
      decode(`${part('{"alg":"HS256","kid":"Schl\xFCssel"}')}.${part('{"name":"J\xFCrgen"}')}.AAAA`),
    ).toMatchObject({
      kind: 'malformed',
      reason: 'header_not_utf8',
      header: { kid: 'Schlüssel' },
      claims: { name: 'Jürgen' },
    });
  });
});
