import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { maxBodyLength } from './bounds';
import { isTextual, parseTextBody } from './text-body';

describe('content that is not read', () => {
  it.each([
    'image/png',
    'image/svg+xml',
    'font/woff2',
    'video/mp4',
    'text/css',
    'text/javascript; charset=utf-8',
    'application/javascript',
    'application/octet-stream',
    'application/wasm',
    'application/zip',
    'application/grpc-websocket',
  ])('%s', (mimeType) => {
    expect(isTextual(mimeType)).toBe(false);
  });
});

describe('content that is read', () => {
  it.each([
    '',
    'x-unknown',
    'application/json',
    'Application/JSON; charset=utf-8',
    'application/problem+json',
    'application/jwk-set+json',
    'application/jwt',
    'application/token-introspection+jwt',
    'application/x-www-form-urlencoded',
    'application/xml',
    'text/html',
    'text/plain',
    'text/event-stream',
    'application/x-ndjson',
    'application/graphql-response+json; charset=utf-8',
    'application/jsonl',
    'multipart/mixed; boundary=x',
    'application/grpc-web+proto',
    'application/grpc-web-text',
    'application/connect+proto',
    'application/x-protobuf',
  ])('%j', (mimeType) => {
    expect(isTextual(mimeType)).toBe(true);
  });
});

describe('a body', () => {
  const json = { mimeType: 'application/json', isBase64: true };

  it('is left out, not guessed, when its base64 is none', () => {
    expect(parseTextBody('§§§', json)).toEqual({ text: '', mimeType: 'application/json', truncated: true });
  });

  it('is decoded as UTF-8', () => {
    const text = '{"name":"Zoë 🙂"}';
    expect(parseTextBody(Buffer.from(text).toString('base64'), json).text).toBe(text);
  });

  it.each(['application/grpc-web+proto', 'application/connect+proto', 'application/protobuf'])(
    'of %s keeps each byte, which UTF-8 would not',
    (mimeType) => {
      const bytes = Buffer.from([0, 0, 0, 0, 200, 10, 0xff, 0xc3, 0x45]);
      const { text } = parseTextBody(bytes.toString('base64'), { mimeType, isBase64: true });
      expect(Buffer.from(text, 'latin1')).toEqual(bytes);
    },
  );

  it('is cut at the bound, in either form, and says so', () => {
    const long = 'x'.repeat(maxBodyLength + 10);
    const plain = parseTextBody(long, { ...json, isBase64: false });
    const encoded = parseTextBody(Buffer.from(long).toString('base64'), json);
    expect([plain.text.length, plain.truncated]).toEqual([maxBodyLength, true]);
    expect(encoded.truncated).toBe(true);
    expect(Math.abs(encoded.text.length - maxBodyLength)).toBeLessThan(3);
  });
});
