import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { Body } from '../../traffic';
import { makeToken } from '../fixture/tokens.fixture';
import { writeCurl, type CurlOptions, type CurlRequest } from './curl';

const token = makeToken({ sub: 'alice' });
const other = makeToken({ sub: 'bob' });

const makeRequest = (more: Partial<CurlRequest> = {}): CurlRequest => ({
  method: 'GET',
  url: 'https://api.test/orders',
  requestHeaders: [],
  ...more,
});
const makeBody = (text: string, more: Partial<Body> = {}): Body => ({
  text,
  mimeType: 'text/plain',
  truncated: false,
  ...more,
});
const write = (request: Partial<CurlRequest>, mode: CurlOptions['token'] = 'placeholder') =>
  writeCurl(makeRequest(request), { token: mode }).text;
/** The arguments that a shell passes to curl. */
const readArguments = (command: string, shell = 'bash') =>
  execFileSync(shell, ['-c', command.replace(/^curl /, String.raw`printf '%s\0' `)], {
    encoding: 'utf8',
    env: { TOKEN: 'T1', TOKEN_2: 'T2', COOKIE: 'C1', SECRET: 'S1', LC_ALL: 'C.UTF-8' },
  })
    .split('\0')
    .slice(0, -1);
const header = (value: string, name = 'X-Test') => ({ requestHeaders: [{ name, value }] });

describe('a request as a curl command', () => {
  it('has the method, URL, headers and body', () => {
    const command = write(
      {
        method: 'PUT',
        url: 'https://api.test/orders?ids[]=1',
        requestHeaders: [
          { name: ':authority', value: 'api.test' },
          { name: 'Host', value: 'api.test' },
          { name: 'Accept', value: '*/*' },
          { name: 'Accept-Encoding', value: 'br, zstd' },
          { name: 'Content-Type', value: 'application/json' },
          { name: 'X-Empty', value: '' },
        ],
        requestBody: makeBody('{"name":"it\'s\\n"}'),
      },
      'raw',
    );
    expect(readArguments(command)).toEqual([
      'https://api.test/orders?ids[]=1',
      '--globoff',
      '-X',
      'PUT',
      '-H',
      'Accept: */*',
      '-H',
      'Content-Type: application/json',
      '-H',
      'X-Empty;',
      '--data-raw',
      '{"name":"it\'s\\n"}',
      '--compressed',
    ]);
  });

  it('leaves out the method that curl uses by itself', () => {
    expect(write({})).toBe("curl 'https://api.test/orders'");
    expect(write({ method: 'POST', requestBody: makeBody('a=b') })).not.toContain('-X');
    expect(write({ method: 'POST' })).toContain("-X 'POST'");
    expect(write({ method: 'HEAD' })).toContain('--head');
  });

  it.each([
    ['not captured', { requestHeaders: [{ name: 'content-length', value: '12' }] }],
    ['incomplete', { requestBody: makeBody('a=', { truncated: true }) }],
    ['binary', { requestBody: makeBody('\x89PNG\r\n\x1a\n') }],
    ['binary', { requestBody: makeBody('\x0A\x03abc') }],
    ['too large', { requestBody: makeBody('x'.repeat(100_001)) }],
  ] as const)('reports a body that is %s', (gap, more) => {
    const command = writeCurl(makeRequest({ method: 'POST', ...more }), { token: 'raw' });
    expect(command.gap).toBe(gap);
    expect(command.text).not.toContain('--data');
  });
});

describe('quoting', () => {
  const hostile = [
    "'; touch /tmp/owned; '",
    '$(id) `id` ${HOME} !! \\ \\\' "',
    "\\'; id #",
    'a\u001b[2Jb\u0003\u007f\u009b31m',
    "\u202egnp.'exe\u200b",
    "line\n'two'\ttab",
    '-o/tmp/file',
    '@/etc/passwd',
    '\ud800 lone',
  ];

  it.each(hostile)('passes %j to curl as it is', (value) => {
    const body = write({ method: 'POST', requestBody: makeBody(`x${value}`) }, 'raw');
    const expected = `x${value}`.replace('\ud800', '\ufffd');
    if (!/(?![\t\n\r])\p{Cc}/u.test(value)) expect(readArguments(body).at(-1)).toBe(expected);
    const [, , sent] = readArguments(write(header(value), 'raw'));
    expect(sent).toBe(`X-Test: ${value.replace(/[\r\n]+/g, ' ').replace('\ud800', '\ufffd')}`);
  });

  it.each(hostile)('keeps %j in one argument in a shell without ANSI-C quotes', (value) => {
    expect(readArguments(write(header(value), 'raw'), 'sh')).toHaveLength(3);
  });

  it('contains no control or invisible character but its own line breaks', () => {
    const command = hostile.map((value) =>
      write({ ...header(value), url: `https://x.test/${value}` }, 'raw'),
    );
    expect(command.join('').replaceAll('\\\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('never takes an option or a file name from the request', () => {
    expect(readArguments(write({ url: '-o/tmp/x' }, 'raw'))).toEqual(['--url', '-o/tmp/x']);
    expect(readArguments(write(header('x', '@/etc/passwd')))).toHaveLength(1);
    expect(readArguments(write({ method: 'X; id' }))).toHaveLength(1);
  });
});

describe('placeholders', () => {
  it.each([
    ['X-Emby-Authorization', 'MediaBrowser Token="4d7c9a0b"', '4d7c9a0b'],
    ['OTP', '482913', '482913'],
    ['Passphrase', 'tiger lion', 'tiger'],
    ['JSESSIONID', '482913', '482913'],
  ])('replace a header whose name is that of a secret: %s', (name, value, secret) => {
    expect(write({ requestHeaders: [{ name, value }] })).not.toContain(secret);
  });

  it('replace tokens, cookies and other credentials, equal ones by the same name', () => {
    const command = write({
      method: 'POST',
      url: `https://api.test/cb?code=c0de&token=${token}&page=2#access_token=${other}`,
      requestHeaders: [
        { name: 'Authorization', value: `Bearer ${token}` },
        { name: 'Cookie', value: 'sid=s3cret; theme=; jwt=' + other },
        { name: 'X-Api-Key', value: 'k3y' },
        { name: 'Referer', value: `https://app.test/?id_token=${other}&lang=de` },
      ],
      requestBody: makeBody(`{"password": "hunter\\"2", "jwt": "${token}", "token_type": "Bearer"}`),
    });
    expect(command).not.toMatch(/eyJ|c0de|s3cret|k3y|hunter/);
    expect(readArguments(command.replaceAll('SECRET_2', 'SECRET').replaceAll('SECRET_3', 'SECRET'))).toEqual([
      'https://api.test/cb?code=S1&token=T1&page=2#access_token=T2',
      '-H',
      'Authorization: Bearer T1',
      '-H',
      'Cookie: sid=C1; theme=; jwt=T2',
      '-H',
      'X-Api-Key: S1',
      '-H',
      'Referer: https://app.test/?id_token=T2&lang=de',
      '--data-raw',
      '{"password": "S1", "jwt": "T1", "token_type": "Bearer"}',
    ]);
  });

  it.each([
    ['Authorization', 'Basic YWxpY2U6aHVudGVyMg=='],
    ['Authorization', 'opaque-token'],
    ['Cookie', `session=base64-${btoa(JSON.stringify({ access_token: token }))}`],
    ['X-Data', btoa(JSON.stringify({ access_token: token }))],
    ['X-Data', encodeURIComponent(`{"access_token":"${token}"}`)],
  ])('replace what a header %s contains: %s', (name, value) => {
    const command = write(header(value, name));
    expect(command).toMatch(/"\$(?:TOKEN|SECRET)"/);
    expect(command).not.toContain(value.slice(-20));
  });

  it('are not used in a raw command', () => {
    const command = write(header(`Bearer ${token}`, 'Authorization'), 'raw');
    expect(command).toContain(`'Authorization: Bearer ${token}'`);
  });
});
