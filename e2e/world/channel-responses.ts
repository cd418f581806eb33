import type { ServerResponse } from 'node:http';
import { sendHtml, sendJson } from './responses';
import { encodeGrpcWeb } from './grpc-web';

type SendToken = (response: ServerResponse, token: string) => void;

/** Every response of the channels page that contains a token, by the last part of its path. */
export const channelResponses: Readonly<Record<string, SendToken>> = {
  'header-response': (response, token) => {
    response.writeHead(200, { 'x-session-token': token });
    response.end('ok');
  },
  'set-cookie': (response, token) => {
    const cookie = `session=${token}; Path=/nowhere; Max-Age=600; HttpOnly; SameSite=Strict`;
    response.writeHead(200, { 'set-cookie': cookie });
    response.end('ok');
  },
  'redirect-cookie': (response, token) => {
    const cookie = `session=${token}; Path=/nowhere; Max-Age=600; HttpOnly; SameSite=Strict`;
    response.writeHead(302, { location: '/channel/quiet/landing', 'set-cookie': cookie });
    response.end();
  },
  'split-cookie': (response, token) => {
    const signature = token.lastIndexOf('.');
    const path = 'Path=/channel/quiet/split-cookie';
    response.writeHead(200, {
      'set-cookie': [
        `session.header.payload=${token.slice(0, signature)}; ${path}; SameSite=Strict`,
        `session.signature=${token.slice(signature + 1)}; ${path}; HttpOnly; SameSite=Strict`,
      ],
    });
    response.end('ok');
  },
  // As the implicit flow does (RFC 6749 §4.2.2).
  'location-fragment': (response, token) => {
    response.writeHead(302, { location: `/channel/quiet/landing#access_token=${token}&token_type=bearer` });
    response.end();
  },
  // The browser doesn't follow this one, so the token is in no requested URL.
  'created-location': (response, token) => {
    response.writeHead(201, { location: `/channel/quiet/made?token=${token}` });
    response.end('ok');
  },
  'json-response': (response, token) => {
    sendJson(response, 200, { token_type: 'Bearer', access_token: token });
  },
  'graphql-response': (response, token) => {
    sendJson(response, 200, { data: { login: { __typename: 'Session', token } } });
  },
  'json-lines': (response, token) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    response.end(`${JSON.stringify({ step: 1 })}\n${JSON.stringify({ step: 2, session: { token } })}\n`);
  },
  'html-response': (response, token) => {
    sendHtml(
      response,
      200,
      `<!doctype html><title>x</title><script>window.__STATE__ = ${JSON.stringify({ token })};</script>`,
    );
  },
  'amz-json': (response, token) => {
    const result = { AuthenticationResult: { AccessToken: token, TokenType: 'Bearer' } };
    send(response, 'application/x-amz-json-1.1', JSON.stringify(result));
  },
  'octet-json': (response, token) => {
    send(response, 'application/octet-stream', JSON.stringify({ token }));
  },
  'script-response': (response, token) => {
    send(response, 'text/javascript', `export const session = ${JSON.stringify(token)};`);
  },
  'vendor-response': (response, token) => {
    send(response, 'application/vnd.github.v3.raw', `token: ${token}\n`);
  },
  'image-label': (response, token) => {
    send(response, 'image/png', JSON.stringify({ token }));
  },
  'utf16-response': (response, token) => {
    send(response, 'application/octet-stream', Buffer.from(`\ufeff${JSON.stringify({ token })}`, 'utf16le'));
  },
  'cbor-response': (response, token) => {
    send(response, 'application/cbor', packToken(token, { map: 0xa1, name: 0x60, text: 0x79 }));
  },
  'msgpack-response': (response, token) => {
    send(response, 'application/vnd.msgpack', packToken(token, { map: 0x81, name: 0xa0, text: 0xda }));
  },
  // Firefox's DevTools report its start.
  'over-1-mib': (response, token) => {
    send(response, 'application/json', JSON.stringify({ padding: ' '.repeat(2 * MEBIBYTE), token }));
  },
  // Only its start and its end are searched.
  'over-4-mib': (response, token) => {
    send(response, 'application/json', JSON.stringify({ padding: ' '.repeat(5 * MEBIBYTE), token }));
  },
  'grpc-web-binary': (response, token) => {
    response.writeHead(200, { 'content-type': 'application/grpc-web+proto' });
    response.end(encodeGrpcWeb(token));
  },
  'grpc-web-text': (response, token) => {
    response.writeHead(200, { 'content-type': 'application/grpc-web-text+proto' });
    response.end(encodeGrpcWeb(token).toString('base64'));
  },
  'event-stream': (response, token) => {
    sendEvent(response, token);
    response.end();
  },
  // Stays open until the page that requested it is left.
  'open-stream': sendEvent,
};

const MEBIBYTE = 1024 * 1024;

function send(response: ServerResponse, type: string, content: string | Buffer): void {
  response.writeHead(200, { 'content-type': type });
  response.end(content);
}

/** A map with two pairs, in CBOR (RFC 8949 §3) or MessagePack: both have a length of two bytes before a long text. */
function packToken(
  token: string,
  heads: { readonly map: number; readonly name: number; readonly text: number },
): Buffer {
  const name = Buffer.from('token');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(token.length);
  const start = Buffer.of(heads.map + 1, heads.name + name.length);
  // The next pair begins with a letter, or its value is a letter: only the length shows where the token ends.
  const rest = Buffer.of(heads.name + 1, 0x61, 0x10);
  return Buffer.concat([start, name, Buffer.of(heads.text), length, Buffer.from(token), rest]);
}

function sendEvent(response: ServerResponse, token: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(`event: session\ndata: ${JSON.stringify({ token })}\n\n`);
}
