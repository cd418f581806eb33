import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeBody, makeHttp, makeToken, makeTokenOf } from '../exchange/exchange.fixture';
import { findSightings } from './find-sightings';

const token = makeToken({ sub: 'alice', groups: 'g'.repeat(200) });

/** The head of a CBOR item (RFC 8949 §3). */
function cborHead(type: number, size: number): Buffer {
  if (size < 24) return Buffer.of(type * 32 + size);
  if (size < 0x100) return Buffer.of(type * 32 + 24, size);
  return Buffer.of(type * 32 + 25, size >> 8, size & 0xff);
}
const cborText = (text: string) => Buffer.concat([cborHead(3, Buffer.byteLength(text)), Buffer.from(text)]);
function cbor(value: unknown): Buffer {
  if (typeof value === 'string') return cborText(value);
  if (typeof value === 'number') return cborHead(0, value);
  if (Array.isArray(value)) return Buffer.concat([cborHead(4, value.length), ...value.map(cbor)]);
  const entries = Object.entries(value as object);
  return Buffer.concat([
    cborHead(5, entries.length),
    ...entries.flatMap(([key, one]) => [cbor(key), cbor(one)]),
  ]);
}

function packText(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length < 32) return Buffer.concat([Buffer.of(0xa0 + bytes.length), bytes]);
  if (bytes.length < 0x100) return Buffer.concat([Buffer.of(0xd9, bytes.length), bytes]);
  return Buffer.concat([Buffer.of(0xda, bytes.length >> 8, bytes.length & 0xff), bytes]);
}
function messagePack(value: unknown): Buffer {
  if (typeof value === 'string') return packText(value);
  if (typeof value === 'number') return Buffer.of(value);
  if (Array.isArray(value)) return Buffer.concat([Buffer.of(0x90 + value.length), ...value.map(messagePack)]);
  const entries = Object.entries(value as object);
  return Buffer.concat([
    Buffer.of(0x80 + entries.length),
    ...entries.flatMap(([key, one]) => [messagePack(key), messagePack(one)]),
  ]);
}

function search(bytes: Buffer, mimeType = 'application/octet-stream', truncated = false) {
  const { found, ...counts } = findSightings(
    makeHttp({ responseBody: makeBody(bytes.toString('latin1'), mimeType, truncated) }),
  );
  return { ...counts, found: found.map(({ raw, sighting }) => [raw, ...sighting.path]) };
}

// The item after a token starts with a letter, and so does the length prefix of another.
const value = { user: { id: 69, tokens: ['x', token] }, scope: 'short', ['a b']: makeTokenOf(1), end: 65 };
const types = ['application/cbor', 'application/msgpack', 'application/octet-stream', 'text/plain', ''];

describe('CBOR and MessagePack', () => {
  it.each(types)('are searched with the path to the token, whatever the content type: %j', (type) => {
    const paths = [
      [token, 'cbor', '$.user.tokens[1]'],
      [makeTokenOf(1), 'cbor', '$["a b"]'],
    ];
    const { found, truncated, gaps } = search(cbor(value), type);
    expect([found, truncated, gaps]).toEqual([paths, 0, {}]);
    expect(search(messagePack(value), type).found).toEqual(
      paths.map(([raw, , path]) => [raw, 'messagepack', path]),
    );
  });

  it('can be sequences (RFC 8742)', () => {
    expect(search(Buffer.concat([cbor(1), cbor({ a: token }), cbor({ b: makeTokenOf(2) })])).found).toEqual([
      [token, 'cbor', '$.a'],
      [makeTokenOf(2), 'cbor', '$.b'],
    ]);
  });

  it('can have tags, floats, byte strings and texts in chunks (RFC 8949 §3.2)', () => {
    const chunks = Buffer.concat([
      Buffer.of(0xbf),
      cborText('id_token'),
      Buffer.of(0x7f),
      cborText(token.slice(0, 50)),
      cborText(token.slice(50)),
      Buffer.of(0xff),
      cborText('float'),
      Buffer.of(0xfb, 0, 0, 0, 0, 0, 0, 0, 0),
      cborText('tagged'),
      Buffer.of(0xd8, 0x20, 0x9f, 0x40 + 24 - 0, makeTokenOf(3).length),
      Buffer.from(makeTokenOf(3)),
      Buffer.of(0xff, 0xff),
    ]);
    chunks[chunks.indexOf(Buffer.of(0xd8, 0x20, 0x9f)) + 3] = 0x58;
    expect(search(chunks).found).toEqual([
      [token, 'cbor', '$.id_token'],
      [makeTokenOf(3), 'cbor', '$.tagged[0]'],
    ]);
  });

  it('can contain JSON, which is unwrapped', () => {
    expect(search(cbor({ body: JSON.stringify({ token }) })).found).toEqual([
      [token, 'cbor', '$.body', 'json', '$.token'],
    ]);
  });
});

describe('bytes in any other format', () => {
  const lengths: [string, (length: number) => Buffer][] = [
    ['one byte', (length) => Buffer.of(0, length)],
    ['two bytes', (length) => Buffer.of(length >> 8, length & 0xff)],
    ['two bytes, little-endian', (length) => Buffer.of(length & 0xff, length >> 8)],
    ['four bytes', (length) => Buffer.of(0, 0, length >> 8, length & 0xff)],
    ['four bytes, little-endian', (length) => Buffer.of(length & 0xff, length >> 8, 0, 0)],
    ['a varint', (length) => Buffer.of((length & 0x7f) | 0x80, length >> 7)],
  ];

  it.each(lengths)('have tokens that end according to their length prefix: %s', (name, lengthOf) => {
    const raw = name === 'one byte' ? makeTokenOf(4) : token;
    const bytes = Buffer.concat([
      Buffer.of(0xff, 0xfe, 1),
      lengthOf(raw.length),
      Buffer.from(`${raw}next\0field`),
    ]);
    expect(search(bytes).found).toEqual([[raw]]);
  });

  it('are searched for a token between other bytes', () => {
    const bytes = Buffer.concat([Buffer.of(0, 0xff, 0x22), Buffer.from(`token=${token}\0`), Buffer.of(0xfe)]);
    expect(search(bytes).found).toEqual([[token]]);
    expect(search(Buffer.from(`{"a":"${token}","b":1}\0`)).found).toEqual([[token, 'json', '$.a']]);
  });

  it('do not report a truncated token at the end', () => {
    const bytes = Buffer.concat([Buffer.of(0xff, 0), Buffer.from(token.slice(0, -4))]);
    expect(search(bytes, 'application/cbor', true)).toMatchObject({ found: [], truncated: 1 });
  });
});

describe('body without its middle part', () => {
  const body = (text: string, end: string) =>
    findSightings(
      makeHttp({
        responseBody: { text, end, mimeType: 'application/json', truncated: true, gap: 'middle' },
      }),
    );

  it('is searched in both parts and counted only by its gap', () => {
    const { found, gaps, truncated } = body(`{"a":"${makeTokenOf(5)}","b":"`, `","c":"${token}"}`);
    expect(found.map(({ raw }) => raw)).toEqual([makeTokenOf(5), token]);
    expect([gaps, truncated]).toEqual([{ 'response body': 'middle' }, 0]);
  });

  it('does not report truncated tokens', () => {
    const inner = makeToken({ nested: 1 });
    // The end of a token can look like the start of another.
    for (const end of [
      token.slice(7),
      token.slice(token.indexOf('.') + 1),
      `${inner.slice(inner.indexOf('.') + 1)}"}`,
    ]) {
      expect(body(`{"a":"${token.slice(0, -5)}`, end).found).toEqual([]);
    }
  });
});

it('binary data never makes the search throw and takes linear time', () => {
  const pieces = fc.oneof(
    fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom(cbor(value), messagePack(value), Buffer.from(token), Buffer.from('eyJ'), Buffer.of(0x7f)),
  );
  fc.assert(
    fc.property(fc.array(pieces), fc.constantFrom(...types), fc.boolean(), (list, type, isCut) => {
      expect(search(Buffer.concat([Buffer.of(0), ...list]), type, isCut).unreadable).toBe(0);
    }),
  );
  const shape = 'eyJhbGciOiJub25lIn0';
  for (const unit of [
    `\0${shape}`,
    `\x01\x00${shape}`,
    shape,
    `\x9f`,
    '\xa1',
    '\x7f',
    '\x81\xa1',
    `\xff\x22${shape}.`,
  ]) {
    const bytes = Buffer.from(`\0\xff${unit.repeat(2_000_000 / unit.length)}`, 'latin1');
    expect(search(bytes).unreadable).toBe(0);
  }
}, 60_000);
