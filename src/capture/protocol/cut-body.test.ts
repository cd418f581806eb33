import { Buffer } from 'node:buffer';
import { constants, gzipSync, inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { maxBodyLength } from './limits';
import { parseSizedBody } from './cut-body';

const mimeType = 'application/json';
const mebibyte = 1024 * 1024;
/** What Firefox keeps after it dropped the 256 KiB chunk that exceeded its limit. */
const kept = 0.75 * mebibyte;
const text = (length: number) => `{"a":"${'x y '.repeat(length / 4)}`.slice(0, length);
const plain = { mimeType, isBase64: false };
const encoded = { mimeType, isBase64: true };

/** Like Firefox: the first bytes, and zeros in place of the others. */
function fill(bytes: Buffer, length = kept): Buffer {
  return Buffer.concat([bytes.subarray(0, length), Buffer.alloc(bytes.length - length)]);
}

describe('a response body that Firefox filled with zeros', () => {
  it.each([1.1, 3, 5, 20])('keeps its start and has a gap: %d MiB', (size) => {
    const entire = Buffer.from(text(size * mebibyte));
    const given = fill(entire);
    const expected = { text: entire.toString('latin1', 0, kept), mimeType, truncated: true };
    const sizes = { sizeBytes: entire.length };
    expect(parseSizedBody(given.toString(), plain, sizes)).toEqual({ ...expected, gap: 'browser limit' });
    const decoded = parseSizedBody(given.toString('base64'), encoded, sizes);
    expect(decoded).toEqual({ ...expected, gap: 'browser limit' });
  });

  it('has a gap if all of it or almost nothing was replaced', () => {
    const entire = Buffer.from(text(2 * mebibyte));
    const sizes = { sizeBytes: entire.length };
    for (const facts of [plain, encoded]) {
      const form = facts.isBase64 ? 'base64' : 'latin1';
      const none = parseSizedBody(fill(entire, 0).toString(form), facts, sizes);
      expect(none).toMatchObject({ text: '', gap: 'browser limit' });
    }
    const almost = Buffer.from(text(mebibyte + 1));
    const body = parseSizedBody(fill(almost, mebibyte).toString(), plain, { sizeBytes: almost.length });
    expect(body).toMatchObject({ text: almost.toString('latin1', 0, mebibyte), gap: 'browser limit' });
  });

  it('is detected in encodings with fewer characters than bytes', () => {
    for (const encoding of ['utf-8', 'utf-16le'] as const) {
      const entire = Buffer.from('é€'.repeat(mebibyte), encoding);
      const given = fill(entire).toString(encoding);
      const body = parseSizedBody(given, plain, { sizeBytes: entire.length });
      expect(body).toMatchObject({ truncated: true, gap: 'browser limit' });
      expect(body.text).toMatch(/^(?:é€)+é?\ufffd*$/);
    }
  });

  it('keeps the decompressed start, without what the zeros decompress to', () => {
    const letters = Buffer.from(
      Array.from({ length: 3 * mebibyte }, (_, index) => 97 + (((index * index * 31) % 26) ^ (index % 7))),
    );
    const compressed = gzipSync(letters, { strategy: constants.Z_HUFFMAN_ONLY });
    expect(compressed.length).toBeGreaterThan(mebibyte);
    const given = inflateRawSync(fill(compressed).subarray(10), {
      finishFlush: constants.Z_SYNC_FLUSH,
    }).toString();
    const repeated = /(.)\1+$/.exec(given.slice(-200))?.[0] ?? '';
    expect(repeated.length).toBeGreaterThan(50);

    const size = { sizeBytes: compressed.length, isCompressedSize: true };
    for (const body of [
      parseSizedBody(given, plain, size),
      parseSizedBody(Buffer.from(given).toString('base64'), encoded, size),
    ]) {
      expect(body).toMatchObject({ truncated: true, gap: 'browser limit' });
      expect(letters.toString().startsWith(body.text.slice(0, -2))).toBe(true);
      expect(body.text.length).toBeGreaterThan(kept);
    }
  });

  it("keeps the start up to the limit, even if it's long when decompressed", () => {
    const long = `${'x y '.repeat(2 * mebibyte)}z`;
    const body = parseSizedBody(long, plain, { sizeBytes: 2 * mebibyte, isCompressedSize: true });
    expect(body).toMatchObject({ truncated: true, gap: 'browser limit' });
    expect(body).not.toHaveProperty('end');
    expect(long.startsWith(body.text)).toBe(true);
    expect(body.text.length).toBeGreaterThan(maxBodyLength - 4);
  });
});

describe('a complete body', () => {
  const parse = (bytes: Buffer, size: object = {}) =>
    [plain, encoded].map((facts) =>
      parseSizedBody(bytes.toString(facts.isBase64 ? 'base64' : 'latin1'), facts, {
        sizeBytes: bytes.length,
        ...size,
      }),
    );

  it("isn't taken for a truncated one", () => {
    const zeros = Buffer.alloc(100);
    const a = Buffer.alloc(100, 'A');
    for (const bytes of [
      Buffer.from(text(3 * mebibyte)),
      // Trailing zeros after more than Firefox keeps, and at the end of a body below the limit.
      Buffer.concat([Buffer.from(text(3 * mebibyte)), zeros]),
      Buffer.concat([Buffer.from(text(0.9 * mebibyte)), zeros]),
      Buffer.concat([Buffer.from(text(kept)), Buffer.alloc(mebibyte), Buffer.from('"}'), zeros]),
      Buffer.concat([Buffer.from(text(3 * mebibyte)), a]),
    ]) {
      for (const body of parse(bytes)) expect(body).toMatchObject({ truncated: false });
    }
  });

  it('may be compressed to less than Firefox keeps', () => {
    const size = { sizeBytes: mebibyte, isCompressedSize: true };
    for (const body of parse(Buffer.from(text(3 * mebibyte)), size)) {
      expect(body).toMatchObject({ truncated: false });
    }
  });
});

it('a request body is truncated if the browser returns fewer bytes than were sent', () => {
  const body = parseSizedBody(text(mebibyte), plain, { sizeBytes: 3 * mebibyte });
  expect(body).toEqual({ text: text(mebibyte), mimeType, truncated: true, gap: 'browser limit' });
});
