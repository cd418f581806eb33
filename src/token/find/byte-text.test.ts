import { describe, expect, it } from 'vitest';
import { makeToken } from '../token.fixture';
import { findTokens } from './find-tokens';

const token = makeToken({ alg: 'HS256' }, { sub: 'alice', name: '\u00dcn\u00ef' });
const hex = Buffer.from(token).toString('hex');
const numbers = [...Buffer.from(token)];

/** Lines of a dump: the offset, the bytes in groups of this many, and the bytes as text. */
function dump(
  text: string,
  bytesPerGroup: number,
  write: (offset: string, hex: string, text: string) => string,
) {
  const bytes = Buffer.from(text);
  const lines: string[] = [];
  for (let offset = 0; offset < bytes.length; offset += 16) {
    const line = bytes.subarray(offset, offset + 16);
    const groups = line.toString('hex').match(new RegExp(`.{1,${2 * bytesPerGroup}}`, 'g')) ?? [];
    const width = (16 / bytesPerGroup) * (2 * bytesPerGroup + 1) - 1;
    lines.push(
      write(offset.toString(16).padStart(8, '0'), groups.join(' ').padEnd(width), line.toString('latin1')),
    );
  }
  return lines.join('\n');
}

/** An array in C: eight bytes a line, as Wireshark exports it. */
function list(text = '', before: string, separator = ',\n'): string {
  const bytes = [...Buffer.from(text)].map((each) => `0x${each.toString(16).padStart(2, '0')}`);
  const lines = Array.from({ length: Math.ceil(bytes.length / 8) }, (_, index) =>
    bytes.slice(8 * index, 8 * index + 8).join(', '),
  );
  return `{${before}${lines.join(separator)} }`;
}

/** A string in an exported file of the Windows registry. */
function registry(hex: string): string {
  const bytes = hex.match(/../g) ?? [];
  const lines = Array.from({ length: Math.ceil(bytes.length / 25) }, (_, index) =>
    bytes.slice(25 * index, 25 * index + 25).join(','),
  );
  return `"Token"=hex(1):${lines.join(',\\\r\n  ')}`;
}

const request = `GET /orders HTTP/1.1\r\nAuthorization: Bearer ${token}\r\n\r\n`;

describe('a token in bytes', () => {
  it.each([
    ['hex', hex],
    ['hex in capitals', hex.toUpperCase()],
    ['hex of SQL Server', `0x${hex.toUpperCase()}`],
    ['a hex literal of SQL', `X'${hex}'`],
    ['bytea of PostgreSQL', `\\x${hex}`],
    ['bytea in a copy of a table', `\\\\x${hex}`],
    ['hex with colons', hex.replace(/..(?=.)/g, '$&:')],
    ['hex of .NET', hex.toUpperCase().replace(/..(?=.)/g, '$&-')],
    ['escapes of C', hex.replace(/../g, String.raw`\x$&`)],
    ['hex in lines', hex.replace(/.{60}/g, '$&\n')],
    ['hex in groups without offsets', hex.replace(/.{4}/g, '$& ').replace(/.{40}/g, '$&\n')],
    ['a list of Go', `[${numbers.join(' ')}]`],
    ['a list of JSON', JSON.stringify(numbers)],
    ['a list in lines', `[\n  ${numbers.join(',\n  ')},\n]`],
    ['JSON of Node', JSON.stringify(Buffer.from(token))],
    ['an array in code', `new byte[] { ${numbers.map((each) => `0x${each.toString(16)}`).join(', ')} };`],
    ['a buffer of Node', `<Buffer ${hex.replace(/..(?=.)/g, '$& ')}>`],
    ['hexdump -C', dump(token, 1, (offset, bytes, text) => `${offset}  ${bytes}  |${text}|`)],
    ['xxd', dump(token, 2, (offset, bytes, text) => `${offset}: ${bytes}  ${text}`)],
    ['Wireshark', dump(token, 1, (offset, bytes, text) => `${offset.slice(4)}   ${bytes}   ${text}`)],
    ['tcpdump -X', dump(request, 2, (offset, bytes, text) => `\t0x${offset.slice(4)}:  ${bytes}  ${text}`)],
    ['a dump of a request', dump(request, 1, (offset, bytes) => `${offset}  ${bytes}`)],
  ])('is found: %s', (_, text) => {
    const found = findTokens(text);
    expect(found).toMatchObject([
      {
        raw: token,
        path: ['bytes'],
        source: { start: 0, end: text.length },
        notes: [{ code: 'bytes_decoded' }],
      },
    ]);
  });

  it.each([
    ['the first line', list(token, '/* Packet 4 */\n')],
    ['each line', `/* Frame (${token.length} bytes) */\n\n${list(token, '\n', ', /* ......E. */\n')}`],
    ['each line, to its end', list(token, '\n', ', // ......E.\n')],
    ['an array after a media range', `accept = "image/*"; ${list(token, '')} "*/*"`],
    ['an array after a URL', `{"url": "https://x.test/*", ${list(token, '')}}`],
  ])('is found in an array with comments: %s', (_, text) => {
    expect(findTokens(text)).toMatchObject([{ raw: token, path: ['bytes'] }]);
  });

  it('is found in each array of a stream', () => {
    const other = makeToken({ alg: 'HS256' }, { sub: 'bob' });
    const [first, second] = [token, other].map((each) => `POST / HTTP/1.1\r\nX-T: ${each}\r\n\r\n`);
    const text = `char peer0_0[] = ${list(first, ' /* Packet 4 */\n')};\nchar peer1_0[] = ${list('x'.repeat(40), ' /* Packet 6 */\n')};\nchar peer0_1[] = ${list(second, ' /* Packet 9 */\n')};`;
    expect(findTokens(text).map(({ raw }) => raw)).toEqual([token, other]);
  });

  it('is found in a dump whose text looks like hex', () => {
    const text = `${'cafe babe '.repeat(8)}${token}`;
    expect(
      findTokens(dump(text, 2, (offset, bytes, ascii) => `${offset}: ${bytes}  ${ascii}`)),
    ).toMatchObject([{ raw: token }]);
  });

  const utf16 = Buffer.from(`Bearer ${token}`, 'utf16le');
  const wide = utf16.toString('hex');
  const big = Buffer.from(utf16).swap16();
  it.each([
    ['with a zero byte after each character', utf16.toString('latin1'), []],
    ['with a zero byte before each character', big.toString('latin1'), []],
    ['after a byte-order mark', `\ufffd\ufffd${utf16.toString('latin1')}`, []],
    ['within other text', `id=1\n${utf16.toString('latin1')}\0\0next`, []],
    ['in hex of SQL Server', `0x${wide.toUpperCase()}`, ['bytes']],
    ['in a list', `[${[...utf16].join(', ')}]`, ['bytes']],
    ['in a value of the Windows registry', registry(wide), ['bytes']],
    [
      'in a registry file',
      `Windows Registry Editor\r\n\r\n[HKEY_CURRENT_USER\\x]\r\n${registry(wide)}`,
      ['bytes'],
    ],
    ['in base64', utf16.toString('base64'), ['bytes']],
    ['in base64 that begins with the token', Buffer.from(token, 'utf16le').toString('base64'), ['bytes']],
    [
      'in base64 with a byte-order mark',
      Buffer.from(`\ufeff${token}`, 'utf16le').toString('base64'),
      ['bytes'],
    ],
    ['in base64, big endian', big.toString('base64'), ['bytes']],
    [
      'in base64, big endian, with a byte-order mark',
      Buffer.from(`\ufeff${token}`, 'utf16le').swap16().toString('base64'),
      ['bytes'],
    ],
  ])('is found in UTF-16: %s', (_, text, path) => {
    const found = findTokens(text);
    expect(found).toMatchObject([{ raw: token, path }]);
    expect(found[0]?.notes.map(({ code }) => code)).toContain('utf16_decoded');
  });

  it("isn't found across a single zero byte", () => {
    const text = `${token.slice(0, 60)}\0${token.slice(60)}`;
    expect(findTokens(`${text}\n${Buffer.from('x'.repeat(40), 'utf16le').toString('latin1')}`)).toEqual([]);
  });

  it('is found in base64 in hex', () => {
    const encoded = Buffer.from(Buffer.from(token).toString('base64')).toString('hex');
    expect(findTokens(encoded)).toMatchObject([{ raw: token, path: ['bytes', 'base64'] }]);
  });

  it.each([
    ['other numbers', JSON.stringify(numbers.map((each) => each * 3))],
    ['a digest', 'ab'.repeat(32)],
    ['a truncated list', `[${numbers.slice(0, 40).join(', ')}, ... 70 more items]`],
    ['a dump of something else', dump('x'.repeat(80), 1, (offset, bytes) => `${offset}  ${bytes}`)],
  ])("isn't in %s", (_, text) => {
    expect(findTokens(text)).toEqual([]);
  });
});
