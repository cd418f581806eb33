import { sign } from '../sign.js';
import { fetchAndRead } from './fetch-and-read.js';

const quiet = '/channel/quiet';
const FIRST_FIELD = 0x0a;

export const bodies = {
  'form-body': async () => {
    const body = new URLSearchParams({ grant_type: 'x', assertion: await sign({ sub: 'form-body' }) });
    await fetchAndRead(quiet, { method: 'POST', body });
  },
  'json-body': async () => {
    const body = JSON.stringify({ user: { token: await sign({ sub: 'json-body' }) } });
    await fetchAndRead(quiet, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  },
  'multipart-body': async () => {
    const body = new FormData();
    body.set('credential', await sign({ sub: 'multipart-body' }));
    body.set('file', new Blob([new Uint8Array([0, 255, 1, 254])]), 'picture.bin');
    await fetchAndRead(quiet, { method: 'POST', body });
  },
  'beacon-body': async () => {
    navigator.sendBeacon(quiet, JSON.stringify({ token: await sign({ sub: 'beacon-body' }) }));
  },
  'cbor-sent': async () => {
    const token = new TextEncoder().encode(await sign({ sub: 'cbor-sent' }));
    // A map of one pair (RFC 8949 §3): a text of five bytes, and one whose length has two bytes.
    const head = [
      0xa1,
      0x65,
      ...new TextEncoder().encode('token'),
      0x79,
      token.length >>> 8,
      token.length & 0xff,
    ];
    await fetchAndRead(quiet, {
      method: 'POST',
      headers: { 'content-type': 'application/cbor' },
      body: new Uint8Array([...head, ...token]),
    });
  },
  'long-sent': async () => {
    const body = JSON.stringify({
      padding: ' '.repeat(5 * 1024 * 1024),
      token: await sign({ sub: 'long-sent' }),
    });
    await fetchAndRead(quiet, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  },
  'grpc-web-sent': async () => {
    const token = new TextEncoder().encode(await sign({ sub: 'grpc-web-sent' }));
    // Lengths as in protobuf and gRPC-web; a token of the demo has between 128 and 16,383 bytes.
    const message = [FIRST_FIELD, (token.length & 0x7f) | 0x80, token.length >>> 7, ...token];
    const head = [0, 0, 0, message.length >>> 8, message.length & 0xff];
    await fetchAndRead(quiet, {
      method: 'POST',
      headers: { 'content-type': 'application/grpc-web+proto' },
      body: new Uint8Array([...head, ...message]),
    });
  },
};
