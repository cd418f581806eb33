import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeBody, makeHttp, makeToken, makeTokenOf } from '../exchange/exchange.fixture';
import { findSightings } from './find-sightings';
import { maxMessages, maxParts } from './limits';

const token = makeToken({ sub: 'alice', groups: 'g'.repeat(200) });
const json = JSON.stringify({ auth: { token } });

function searchBody(text: string, mimeType: string, truncated = false) {
  const { found, ...counts } = findSightings(makeHttp({ responseBody: makeBody(text, mimeType, truncated) }));
  return { ...counts, found, raws: found.map(({ raw }) => raw) };
}

function pathsOf(text: string, mimeType: string): string[][] {
  const { found, raws } = searchBody(text, mimeType);
  expect(raws.filter((raw) => raw !== token)).toEqual([]);
  return found.map(({ sighting: { name, path } }) => [name, ...path]);
}

describe('text body', () => {
  it.each<[string, string, string, string[]]>([
    [
      'JSON in JSON',
      JSON.stringify({ data: json }),
      'application/json',
      ['', 'json', '$.data', 'json', '$.auth.token'],
    ],
    ['JSON lines', `{"a":1}\n${json}\n`, 'application/x-ndjson', ['', 'json', '$.auth.token']],
    [
      'GraphQL',
      JSON.stringify({ data: { login: { token } } }),
      'application/graphql-response+json',
      ['', 'json', '$.data.login.token'],
    ],
    [
      'JSON-RPC',
      JSON.stringify([{ jsonrpc: '2.0', result: token }]),
      'application/json',
      ['', 'json', '$[0].result'],
    ],
    ['HTML', `<script>window.__STATE__ = ${json};</script>`, 'text/html', ['']],
    ['XML', `<a><t>${token}</t></a>`, 'application/xml', ['']],
    ['no type', json, '', ['', 'json', '$.auth.token']],
  ])('has the path to a token in %s', (_, text, mimeType, path) => {
    expect(pathsOf(text, mimeType)).toEqual([path]);
  });
});

describe('Socket.IO long polling', () => {
  const packets = (...data: readonly (string | Buffer)[]) => data.map(toPacket).join('\x1e');
  const toPacket = (data: string | Buffer) =>
    typeof data === 'string' ? data : `b${data.toString('base64')}`;
  const event = '451-["credentials",{"_placeholder":true,"num":0}]';
  const withBytes = (text: string) => Buffer.concat([Buffer.of(0, 1, 0xff), Buffer.from(text), Buffer.of(0)]);

  it.each<[string, string, string[]]>([
    ['text', packets(event, Buffer.from(token)), []],
    ['JSON', packets(event, Buffer.from(json)), ['json', '$.auth.token']],
    [
      'MessagePack',
      packets(event, Buffer.concat([Buffer.from('81a174da', 'hex'), size(token), Buffer.from(token)])),
      ['messagepack', '$.t'],
    ],
    ['other binary data', packets(event, withBytes(`token=${token}`)), []],
    ['the second attachment', packets(event, Buffer.from('x'), Buffer.from(token)), []],
    ['a single attachment', packets(Buffer.from(token)), []],
    ['an attachment before other packets', packets(event, Buffer.from(token), '2', '42["next"]'), []],
    [
      'version 3 of the protocol',
      `${event.length}:${event}${btoa(token).length + 2}:b4${btoa(token)}1:2`,
      [],
    ],
  ])('is searched for tokens in binary attachments: %s', (_, text, path) => {
    for (const type of ['text/plain; charset=UTF-8', 'application/octet-stream']) {
      expect(pathsOf(text, type)).toEqual([['', 'socket.io', 'base64', ...path]]);
    }
  });

  it('is not searched in images, and a truncated token is not reported', () => {
    const image = Buffer.concat([Buffer.of(0x89), Buffer.from(`PNG\r\n\x1a\n ${token}`)]);
    expect(searchBody(packets(event, image), 'text/plain')).toMatchObject({ raws: [], truncated: 0 });
    const cut = packets(event, Buffer.from(token)).slice(0, -9);
    for (const text of [cut, `${cut}A`, `${cut}AA`, `${cut}AAA`]) {
      expect(searchBody(text.slice(0, -4), 'text/plain', true)).toMatchObject({ raws: [] });
    }
  });

  it('has a limit on attachments, beyond which it is counted', () => {
    const many = packets(
      event,
      ...Array.from({ length: maxParts }, () => Buffer.from('x')),
      Buffer.from(token),
    );
    expect(searchBody(many, 'text/plain')).toMatchObject({ raws: [], truncated: 1 });
    for (const unit of ['\x1eb', '\x1eb\x1e', '\x1eb+', '0:', '1:b', '2:b4', '\x1ebeyJh']) {
      expect(searchBody(unit.repeat(1_000_000 / unit.length), 'text/plain').unreadable).toBe(0);
    }
  });

  it('is searched in the last part of a long body', () => {
    const responseBody = { text: event, mimeType: 'text/plain', truncated: true, gap: 'middle' as const };
    const end = `AAAA\x1e${toPacket(Buffer.from(token))}`;
    const { found, gaps } = findSightings(makeHttp({ responseBody: { ...responseBody, end } }));
    expect([found.map(({ raw }) => raw), gaps]).toEqual([[token], { 'response body': 'middle' }]);
  });
});

/** The length as two bytes, big-endian. */
function size(text: string): Buffer {
  return Buffer.of(text.length >> 8, text.length & 0xff);
}

describe('multipart body', () => {
  const type = 'multipart/form-data; boundary=----WebKitFormBoundaryX';
  const part = (head: string, text: string) =>
    `------WebKitFormBoundaryX\r\nContent-Disposition: form-data; ${head}\r\n\r\n${text}\r\n`;
  const end = '------WebKitFormBoundaryX--\r\n';

  it('has sightings with the name of the part', () => {
    const text = `${part('name="a"', 'plain')}${part('name="id_token"', token)}${part('name="data"; filename="name.json"\r\nContent-Type: application/json', json)}${end}`;
    const expected = [
      ['id_token', 'multipart'],
      ['data', 'multipart', 'json', '$.auth.token'],
    ];
    expect(pathsOf(text, type)).toEqual(expected);
    expect(pathsOf(text, 'multipart/form-data; boundary="----WebKitFormBoundaryX"')).toEqual(expected);
    expect(pathsOf(text, 'multipart/form-data')).toEqual(expected);
    expect(pathsOf(text.replaceAll('\r\n', '\n'), type)).toEqual(expected);
  });

  it('recognizes images by their first bytes and not by their content type', () => {
    const png = part('name="f"\r\nContent-Type: image/png', `\x89PNG\r\n\x1a\n ${token}`);
    expect(pathsOf(png + end, type)).toEqual([]);
    const text = part('name="f"\r\nContent-Type: image/png', token);
    expect(pathsOf(text + end, type)).toEqual([['f', 'multipart']]);
  });

  it('does not report a truncated token at the end', () => {
    const cut = `${part('name="a"', makeTokenOf(1))}------WebKitFormBoundaryX\r\nContent-Disposition: form-data; name="b"\r\n\r\n${token.slice(0, -4)}`;
    expect(searchBody(cut, type, true)).toMatchObject({ raws: [makeTokenOf(1)], truncated: 1 });
  });

  it('is searched to its end even if it has too many parts', () => {
    const text = part('name="a"', 'x').repeat(maxParts + 1) + part('name="b"', token) + end;
    expect(pathsOf(text, type)).toEqual([['', 'multipart']]);
  });

  it('is searched as text if it has no parts', () => {
    expect(pathsOf(json, type)).toEqual([['', 'json', '$.auth.token']]);
  });
});

describe('event stream', () => {
  const type = 'text/event-stream; charset=utf-8';

  it('has the path to a token in the data of an event', () => {
    expect(pathsOf(`: hello\n\nevent: session\ndata: ${json}\n\ndata: {}\n\n`, type)).toEqual([
      ['', 'data', 'json', '$.auth.token'],
    ]);
    expect(pathsOf(`data:{"auth":\r\ndata:{"token":"${token}"}}\r\n\r\n`, type)).toEqual([
      ['', 'data', 'json', '$.auth.token'],
    ]);
  });

  it('is searched in lines other than data, and after the limit on events', () => {
    expect(pathsOf(`id: ${token}\ndata: 1\n\n`, type)).toEqual([['']]);
    expect(pathsOf('data: 1\n\n'.repeat(maxMessages) + `data: ${token}\n\n`, type)).toEqual([['']]);
  });

  it('does not report a truncated token at the end', () => {
    const text = `data: ${makeTokenOf(1)}\n\ndata: ${token.slice(0, -4)}`;
    expect(searchBody(text, type, true)).toMatchObject({ raws: [makeTokenOf(1)], truncated: 1 });
    expect(searchBody('', type, true).truncated).toBe(1);
  });
});

describe('gRPC-web', () => {
  const varint = (value: number): number[] =>
    value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
  const field = (number: number, content: Buffer | string) => {
    const bytes = Buffer.from(content);
    return Buffer.concat([Buffer.from([...varint(number * 8 + 2), ...varint(bytes.length)]), bytes]);
  };
  const frame = (flags: number, content: Buffer) => {
    const head = Buffer.alloc(5);
    head.writeUInt8(flags, 0);
    head.writeUInt32BE(content.length, 1);
    return Buffer.concat([head, content]);
  };
  const trailers = frame(0x80, Buffer.from(`grpc-status: 0\r\nx-token: ${token}\r\n`));
  // The number of the field after the token is a letter, and so is the length before the other token.
  const short = makeTokenOf(2);
  const message = Buffer.concat([
    Buffer.from([0x08, 0x96, 0x01]),
    field(2, Buffer.concat([field(1, token), field(9, 'letters'.repeat(5))])),
    field(6, short),
  ]);
  const paths = [
    [token, '', 'grpc-web', 'field 2.1'],
    [short, '', 'grpc-web', 'field 6'],
    [token, 'x-token', 'grpc-web', 'trailers'],
  ];
  const find = (text: string, mimeType: string) =>
    searchBody(text, mimeType).found.map(({ raw, sighting: { name, path } }) => [raw, name, ...path]);

  it('has sightings with the message field and the trailer', () => {
    const body = Buffer.concat([frame(0, message), trailers]);
    expect(find(body.toString('latin1'), 'application/grpc-web+proto')).toEqual(paths);
    expect(find(body.toString('base64'), 'application/grpc-web-text+proto')).toEqual(paths);
    // Each frame has its own padding, as in a stream.
    const pieces = [frame(0, message), trailers].map((one) => one.toString('base64')).join('');
    expect(pieces).toContain('=');
    expect(find(pieces, 'application/grpc-web-text')).toEqual(paths);
    expect(find(message.toString('latin1'), 'application/x-protobuf')).toEqual([
      [token, '', 'protobuf', 'field 2.1'],
      [short, '', 'protobuf', 'field 6'],
    ]);
  });

  it('is searched as text if its bytes were decoded as UTF-8 or the content type is wrong', () => {
    const lossy = frame(0, field(1, token)).toString('utf8');
    expect(find(lossy, 'application/grpc-web+proto')).toEqual([[token, '']]);
    expect(find(json, 'application/grpc-web')).toEqual([[token, '', 'json', '$.auth.token']]);
    expect(find(`{"t":"${token}"}`, 'application/grpc-web-text')).toEqual([[token, '', 'json', '$.t']]);
  });

  it('can contain JSON', () => {
    const body = frame(0, Buffer.from(json)).toString('latin1');
    expect(find(body, 'application/grpc-web+json')).toEqual([
      [token, '', 'grpc-web', 'json', '$.auth.token'],
    ]);
  });

  it('is counted if it is truncated or compressed', () => {
    const complete = frame(0, field(1, token)).toString('latin1');
    expect(searchBody(complete.slice(0, -5), 'application/grpc-web', true)).toMatchObject({
      raws: [],
      truncated: 1,
    });
    const cutTrailers = trailers.toString('latin1').slice(0, -5);
    expect(searchBody(cutTrailers, 'application/grpc-web', true)).toMatchObject({ raws: [], truncated: 1 });
    const compressed = frame(1, Buffer.from([0x1f, 0x8b])).toString('latin1');
    expect(searchBody(compressed, 'application/grpc-web')).toMatchObject({ raws: [], truncated: 1 });
  });
});

it('a body never makes the search throw, whatever its content type', () => {
  const types = [
    'multipart/form-data; boundary=x',
    'multipart/mixed',
    'text/event-stream',
    'application/grpc-web',
    'application/grpc-web-text',
    'application/connect+proto',
    'application/x-protobuf',
    'application/x-www-form-urlencoded',
  ];
  const bytes = fc.uint8Array({ maxLength: 200 }).map((one) => Buffer.from(one).toString('latin1'));
  const lines = fc.array(
    fc.constantFrom(
      '--x',
      '--x--',
      'data:',
      'data: a',
      '',
      ':',
      'Content-Disposition: form-data; name="',
      token,
    ),
  );
  const text = fc.oneof(
    bytes,
    fc.string(),
    lines.map((one) => one.join('\r\n')),
  );
  fc.assert(
    fc.property(fc.constantFrom(...types), text, fc.boolean(), (mimeType, body, truncated) => {
      expect(searchBody(body, mimeType, truncated).unreadable).toBe(0);
    }),
    { numRuns: 1_000 },
  );
});

it('searching a body takes linear time', () => {
  const hostile: [string, string][] = [
    ['--x\r\n'.repeat(400_000), 'multipart/form-data; boundary=x'],
    ['--x--x'.repeat(300_000), 'multipart/form-data; boundary=x'],
    ['data:\n\n'.repeat(300_000), 'text/event-stream'],
    ['\0\0\0\0\0'.repeat(400_000), 'application/grpc-web'],
    ['\x0a\0'.repeat(1_000_000), 'application/x-protobuf'],
    ['AA=='.repeat(500_000), 'application/grpc-web-text'],
  ];
  for (const [text, mimeType] of hostile) expect(searchBody(text, mimeType).found).toEqual([]);
});
