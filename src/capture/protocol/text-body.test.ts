import { Buffer } from 'node:buffer';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxBodyLength } from './limits';
import { inflateBody } from '../files/inflate';
import { bodyPartLength, parseTextBody, type BodyFacts } from './text-body';

const json: BodyFacts = { mimeType: 'application/json', isBase64: true };
const encode = (bytes: Uint8Array | string) => Buffer.from(bytes as string).toString('base64');
const utf16 = (text: string, isBigEndian = false) => {
  const bytes = Buffer.from(text, 'utf16le');
  return isBigEndian ? bytes.swap16() : bytes;
};
const text = '{"name":"Zoë 🙂"}';

describe('a body in base64', () => {
  it.each<[string, Uint8Array, string]>([
    ['UTF-8', Buffer.from(text), 'application/octet-stream'],
    ['UTF-8 with its byte order mark', Buffer.from(`\ufeff${text}`), 'image/png'],
    ['UTF-16 with its byte order mark', utf16(`\ufeff${text}`), 'application/json'],
    ['big-endian UTF-16 with its byte order mark', utf16(`\ufeff${text}`, true), ''],
    ['UTF-16 without one', utf16(text), 'application/json'],
    ['big-endian UTF-16 without one', utf16(text, true), 'font/woff2'],
  ])('is decoded by its bytes, not by its type: %s', (_, bytes, mimeType) => {
    expect(parseTextBody(encode(bytes), { mimeType, isBase64: true })).toEqual({
      text,
      mimeType,
      truncated: false,
    });
  });

  it('is decoded with the charset of its type', () => {
    const mimeType = 'text/plain; charset="windows-1251"';
    expect(parseTextBody(encode(Uint8Array.of(0xcf, 0xf0)), { mimeType, isBase64: true }).text).toBe('Пр');
    const unknown = 'text/plain; charset=klingon';
    expect(parseTextBody(encode(text), { mimeType: unknown, isBase64: true }).text).toBe(text);
  });

  it.each(['application/cbor', 'application/json', ''])("keeps each byte that isn't text: %j", (mimeType) => {
    const bytes = Buffer.from([0xa1, 0x65, 0x74, 0xff, 0xc3, 0x45]);
    expect(Buffer.from(parseTextBody(encode(bytes), { mimeType, isBase64: true }).text, 'latin1')).toEqual(
      bytes,
    );
  });

  it.each(['application/grpc-web+proto', 'application/connect+proto', 'application/protobuf'])(
    "keeps each byte of %s, which UTF-8 decoding wouldn't",
    (mimeType) => {
      const bytes = Buffer.from([0, 0, 0, 0, 200, 10, 0xff, 0xc3, 0x45]);
      const body = parseTextBody(bytes.toString('base64'), { mimeType, isBase64: true });
      expect(Buffer.from(body.text, 'latin1')).toEqual(bytes);
    },
  );

  it('keeps the field names of a form that contains a file', () => {
    const form = Buffer.concat([Buffer.from('--x\r\nname="Zoë"\r\n\r\n'), Buffer.of(0xff, 0xfe, 0)]);
    for (const mimeType of ['multipart/form-data; boundary=x', '']) {
      expect(parseTextBody(encode(form), { mimeType, isBase64: true }).text).toContain('name="Zoë"');
    }
  });

  it.each<[string, string]>([
    ['plain JSON', text],
    ['a token', 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl'],
  ])("is read as text if it isn't base64: %s", (_, plain) => {
    expect(parseTextBody(plain, json)).toEqual({ text: plain, mimeType: json.mimeType, truncated: false });
  });

  it('is decoded with line breaks, as base64url, and as a data URL', () => {
    const base64 = encode('{"a":"???>>>"}'.repeat(10));
    const expected = parseTextBody(base64, json).text;
    expect(expected).toContain('???>>>');
    for (const other of [
      base64.replaceAll(/.{20}/g, '$&\r\n'),
      Buffer.from(base64, 'base64').toString('base64url'),
      `data:application/json;base64,${base64}`,
    ]) {
      expect(parseTextBody(other, json).text).toBe(expected);
    }
  });

  it.each<[string, number[] | string]>([
    ['PNG', [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]],
    ['JPEG', [0xff, 0xd8, 0xff, 0xe0]],
    ['GIF', 'GIF89a'],
    ['WebP', 'RIFF\x20\0\0\0WEBPVP8 '],
    ['MP4', '\0\0\0\x20ftypisom'],
    ['WebM', [0x1a, 0x45, 0xdf, 0xa3]],
    ['WOFF2', 'wOF2\0\x01\0\0'],
    ['PDF', '%PDF-1.7'],
    ['ZIP', 'PK\x03\x04\x14\0'],
    ['WebAssembly', '\0asm\x01\0\0\0'],
  ])("is left out if it's %s, whatever its type", (_, start) => {
    const bytes = Buffer.concat([Buffer.from(start as string, 'latin1'), Buffer.alloc(40, 7)]);
    for (const mimeType of ['application/json', 'application/octet-stream', 'image/png']) {
      expect(parseTextBody(encode(bytes), { mimeType, isBase64: true })).toMatchObject({
        text: '',
        gap: 'media',
      });
    }
  });
});

describe('a body over the limit', () => {
  const long = `{"first":1${' '.repeat(maxBodyLength)}"last":2}`;

  it('keeps its first and its last part, as text and as base64', () => {
    for (const body of [
      parseTextBody(long, { ...json, isBase64: false }),
      parseTextBody(encode(long), json),
    ]) {
      expect(body).toMatchObject({ truncated: true, gap: 'middle' });
      expect(body.text).toMatch(/^\{"first":1/);
      expect(body.end).toMatch(/"last":2\}$/);
      for (const part of [body.text, body.end ?? '']) {
        expect(Math.abs(part.length - bodyPartLength)).toBeLessThan(8);
      }
    }
  });

  it('is complete at exactly the limit', () => {
    const most = 'x'.repeat(maxBodyLength);
    expect(parseTextBody(most, { ...json, isBase64: false }).text).toHaveLength(maxBodyLength);
    expect(parseTextBody(encode(most), json)).toMatchObject({ truncated: false });
  });

  it("isn't cut within a character", () => {
    const { text: start, end } = parseTextBody(encode('é'.repeat(maxBodyLength)), json);
    expect([start.at(-1), end?.[0]]).toEqual(['é', 'é']);
  });
});

describe('a compressed body', () => {
  const content = JSON.stringify({ access_token: 'x'.repeat(500), name: 'Zoë' });
  const read = async (bytes: Uint8Array, contentEncoding = '', left = 1e9) =>
    inflateBody(parseTextBody(encode(bytes), { ...json, contentEncoding }), { left });

  it.each<[string, Uint8Array, string]>([
    ['gzip', gzipSync(content), ''],
    ['gzip', gzipSync(content), 'gzip'],
    ['deflate', deflateSync(content), 'deflate'],
    ['deflate without its header', deflateRawSync(content), 'deflate'],
  ])('is decompressed: %s', async (_, bytes, contentEncoding) => {
    expect(await read(bytes, contentEncoding)).toEqual({
      text: content,
      mimeType: json.mimeType,
      truncated: false,
    });
  });

  it("isn't decompressed again if only the header says it's compressed", async () => {
    for (const contentEncoding of ['gzip', 'br', 'deflate', 'zstd']) {
      expect((await read(Buffer.from(content), contentEncoding)).text).toBe(content);
    }
  });

  it('is decompressed from Brotli if the engine supports it, otherwise it has a gap', async () => {
    const body = await read(brotliCompressSync(content), 'br');
    if (canBrotli()) expect(body.text).toBe(content);
    else expect(body).toMatchObject({ truncated: true, gap: 'brotli' });
  });

  it('has a gap if it was decoded as UTF-8', () => {
    const broken = gzipSync(content).toString('utf8');
    expect(parseTextBody(broken, { ...json, isBase64: false })).toMatchObject({ gap: 'gzip' });
    const brotli = brotliCompressSync(content.repeat(2)).toString('utf8');
    const facts = { ...json, isBase64: false, contentEncoding: 'br' };
    expect(parseTextBody(brotli, facts)).toMatchObject({ gap: 'brotli' });
  });

  it('keeps what comes before damaged data', async () => {
    const noise = Array.from({ length: 200_000 }, (_, index) =>
      String.fromCharCode(33 + ((index * index) % 90)),
    );
    const entire = gzipSync(noise.join(''));
    const body = await read(entire.subarray(0, entire.length - 100));
    expect(body).toMatchObject({ truncated: true, gap: 'gzip' });
    expect(noise.join('').startsWith(body.text)).toBe(true);
  });

  it('stops a decompression bomb at its limit, and at the total limit', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));
    const body = await read(bomb);
    expect(body).toMatchObject({ truncated: true, gap: 'too large' });
    expect(body.text.length + (body.end?.length ?? 0)).toBeLessThanOrEqual(maxBodyLength);
    const budget = { left: 1024 * 1024 };
    for (let count = 0; count < 100; count += 1) {
      await inflateBody(parseTextBody(encode(bomb), json), budget);
    }
    expect(budget.left).toBeGreaterThan(-1024 * 1024);
  });

  it('keeps its first and its last part if it exceeds the limit', async () => {
    const bytes = gzipSync(`first${' '.repeat(6 * 1024 * 1024)}last`);
    const body = await read(bytes);
    expect(body).toMatchObject({ truncated: true, gap: 'middle' });
    expect([body.text.slice(0, 5), body.end?.slice(-4)]).toEqual(['first', 'last']);
  });
});

function canBrotli(): boolean {
  try {
    return 'readable' in new DecompressionStream('brotli' as CompressionFormat);
  } catch {
    return false;
  }
}

it('never throws for any bytes or text', async () => {
  const types = fc.constantFrom('application/json', 'multipart/form-data', 'text/html; charset=utf-16', 'x');
  const contents = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => encode(bytes)),
    fc
      .uint8Array({ maxLength: 300 })
      .map((bytes) => encode(Buffer.concat([Buffer.of(0x1f, 0x8b, 8), bytes]))),
  );
  const encodings = fc.constantFrom('', 'gzip', 'br', 'deflate', 'zstd, br');
  await fc.assert(
    fc.asyncProperty(
      contents,
      types,
      encodings,
      fc.boolean(),
      async (given, mimeType, contentEncoding, isBase64) => {
        const body = await inflateBody(parseTextBody(given, { mimeType, isBase64, contentEncoding }), {
          left: 1e6,
        });
        expect(typeof body.text).toBe('string');
      },
    ),
    { numRuns: 100 },
  );
}, 30_000);
