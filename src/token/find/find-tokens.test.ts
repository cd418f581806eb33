import { describe, expect, it } from 'vitest';
import { maxTextLength } from '../limits';
import { encode, makeEncryptedToken, makeToken } from '../token.fixture';
import { findTokens } from './find-tokens';

const token = makeToken();
const other = makeToken({ alg: 'HS256', kid: '2' }, { sub: 'bob' });
const [header = '', payload = '', signature = ''] = token.split('.');

function rawsIn(text: string): readonly string[] {
  return findTokens(text).map((found) => found.raw);
}

function pathsIn(text: string): readonly (readonly string[])[] {
  return findTokens(text).map((found) => found.path);
}

/** Each found token is written in the text at its position. */
function expectAtLocation(text: string, raws: readonly string[]): void {
  const found = findTokens(text);
  expect(found.map(({ source }) => text.slice(source.start, source.end))).toEqual(raws);
  expect(found.map(({ raw }) => raw)).toEqual(raws);
}

describe('text without a token', () => {
  it.each([
    ['nothing', ''],
    ['prose', 'A key such as keyJson, e.g. www.example.com or eyJ.eyJ.eyJ.'],
    ['a header alone', header],
    ['two parts', `${header}.${payload}`],
    ['four parts', `${token}.AA`],
    ['a header without alg', makeToken({ typ: 'JWT' })],
    ['a header that is a list', makeToken(['alg'])],
    ['five parts without enc', `${header}.AA.AA.AA.AA`],
    ['three parts with enc', makeToken({ alg: 'dir', enc: 'A128GCM' })],
    ['a token truncated with dots', `${header}.${payload.slice(0, 9)}...`],
    ['a token truncated in its signature', `${header}.${payload}.${signature.slice(0, 20)}…`],
    ['a token truncated in its signature with dots', `${header}.${payload}.${signature.slice(0, 20)}...`],
    ['an encoded token truncated in its signature', `${header}%2E${payload}%2E${signature.slice(0, 20)}…`],
    ['a token with its middle omitted', `${header}[...]${signature}`],
    ['a signature in standard base64', `${header}.${payload}.AAECAwQF+gcICQoLDA0ODx`],
    ['base64 of JSON without a token', encode({ access_token: 'opaque' })],
  ])('%s gives none', (_, text) => {
    expect(rawsIn(text)).toEqual([]);
  });
});

describe('tokens in text', () => {
  it.each([
    ['a URL', `https://x.test/cb?a=1&access_token=${token}&state=1#id_token=${other}`],
    ['a path', `https://x.test/reset/${token}/step/${other}/`],
    ['a cURL command', `curl -H 'authorization: Bearer ${token}' -b "s=${other}; b=2"`],
    ['code', `fetch(u,{headers:{authorization:"Bearer ${token}"}}); const x = \`${other}\``],
    ['cookies', `Cookie: a=1; session=${token}; b=${other}`],
    ['a sentence', `The first is ${token}. The second, (${other}), is not.`],
    ['lines', `${token}\n${other}`],
    ['a log', `2026-01-01 jwt=${token} next=${other} status=401`],
    ['Markdown', `[one](${token}) *${other}*`],
    ['XML', `<t>${token}</t><t>${other}</t>`],
    ['entities', `data="{&quot;t&quot;:&quot;${token}&quot;,&quot;u&quot;:&quot;${other}&quot;}"`],
    ['escaped JSON in code', `"{\\"t\\":\\"${token}\\",\\"u\\":\\"\\n${other}\\"}" x`],
    ['encoded JSON in a URL', `?s=%7B%22t%22%3A%22${token}%22%2C%22u%22%3A%22${other}%22%7D`],
  ])('are found in %s, in order, with their positions', (_, text) => {
    expectAtLocation(text, [token, other]);
  });

  it.each([
    ['{"', { alg: 'HS256' }],
    ['{ "', '{ "alg":"HS256"}'],
    ['{ and a line feed', '{\n"alg":"HS256"}'],
    ['{ and CRLF', '{\r\n  "alg":"HS256"}'],
    ['{ and a tab', '{\t"alg":"HS256"}'],
    ['a space', ' {"alg":"HS256"}'],
    ['two spaces', '  {"alg":"HS256"}'],
    ['a line feed', '\n{"alg":"HS256"}'],
    ['CRLF', '\r\n{"alg":"HS256"}'],
    ['a tab and spaces', '\t   {"alg":"HS256"}'],
    ['{"" ', '{"":1,"alg":"HS256"}'],
    ['{"1', '{"1":1,"alg":"HS256"}'],
    ['a name beyond ASCII', '{"é":1,"alg":"HS256"}'],
  ])('are found when the header begins with %s', (_, text) => {
    const found = makeToken(text);
    expectAtLocation(`a ${found}, b`, [found]);
  });

  it('are found after a prefix without a word boundary', () => {
    expectAtLocation(`x-${token} 22${other}`, [token, other]);
  });

  it('may be unsecured, detached or encrypted', () => {
    const unsecured = makeToken({ alg: 'none' }, { a: 1 }, '');
    const detached = `${header}..${signature}`;
    const encrypted = makeEncryptedToken();
    expectAtLocation(`one ${unsecured} two ${detached}, three ${encrypted}.`, [
      unsecured,
      detached,
      encrypted,
    ]);
    expectAtLocation(`ends here: ${unsecured}.`, [unsecured]);
  });

  it('end where the signature has the length of its algorithm, although text follows', () => {
    expectAtLocation(`${token}... and ${token}/x and ${token}=`, [token, token, token]);
  });

  it('are found as malformed if only their end is wrong', () => {
    const found = findTokens(`jwt=${header}.${payload}.AAAAA; x`);
    expect(found.map((one) => one.token)).toMatchObject([{ kind: 'malformed', reason: 'bad_length' }]);
    expect(findTokens(`jwt=${header}.${payload}.AB; x`)[0]?.token).toMatchObject({ reason: 'non_canonical' });
  });

  it('are found with their disclosures and their key binding', () => {
    const disclosed = `${token}~${encode(['s', 'n', 1])}~`;
    expectAtLocation(`vc: ${disclosed}, ${disclosed}${token}.`, [disclosed, `${disclosed}${token}`]);
    expect(findTokens(disclosed)[0]?.token).toMatchObject({ kind: 'sd-jwt' });
    expectAtLocation(`~~${token}~~ is struck out`, [token]);
  });
});

describe('a text that is one token', () => {
  it.each([
    ['Bearer', `Bearer ${token}`, 'prefix_removed', ['Bearer']],
    ['DPoP', `DPoP ${token}`, 'prefix_removed', ['DPoP']],
    ['a header line', `authorization: bearer ${token}\r\n`, 'prefix_removed', ['authorization: bearer']],
    ['another header line', `X-Id-Token: ${token}`, 'prefix_removed', ['X-Id-Token:']],
    ['quotes', `"${token}"`, 'quotes_removed', ['"…"']],
    ['quotes and a comma', `'${token}',`, 'quotes_removed', ["'…',"]],
    ['typographic quotes', `\u201C${token}\u201D`, 'quotes_removed', ['\u201C…\u201D']],
    ['back-ticks', `\`${token}\``, 'quotes_removed', ['`…`']],
    ['angle brackets', `<${token}>`, 'quotes_removed', ['<…>']],
    ['entities', `&quot;${token}&quot;`, 'quotes_removed', ['&quot;…&quot;']],
    ['spaces around dots', `${header} . ${payload} . ${signature}`, 'spaces_removed', [4]],
    ['a no-break space', `${header.slice(0, 5)}\u00A0${token.slice(5)}`, 'spaces_removed', [1]],
    ['white space around', `\n\t  ${token} \r\n`, 'spaces_removed', [7]],
    ['line breaks', token.replace(/.{30}/g, '$&\n'), 'lines_merged', [5]],
    ['indented lines', `  ${token.replace(/.{30}/g, '$&\r\n    ')}\n`, 'lines_merged', [5]],
    ['dots on separate lines', `${header}\n.\n${payload}\n.\n${signature}`, 'lines_merged', [5]],
    [
      'a zero-width space',
      `${token.slice(0, 50)}\u200B${token.slice(50)}`,
      'invisible_removed',
      [['U+200B']],
    ],
    ['a byte-order mark', `\uFEFF${token}`, 'invisible_removed', [['U+FEFF']]],
    [
      'soft hyphens',
      `${token.slice(0, 9)}\u00AD${token.slice(9, 99)}\u00AD${token.slice(99)}`,
      'invisible_removed',
      [['U+00AD (2×)']],
    ],
  ])('is read without %s, with a note', (_, text, code, params) => {
    const found = findTokens(text);
    expect(found.map(({ raw, path }) => [raw, path])).toEqual([[token, []]]);
    expect(found[0]?.notes.map((note) => [note.code, note.params])).toEqual([[code, params]]);
  });

  it.each([
    [`Bearer Bearer ${token}`, 'Bearer Bearer'],
    [`Authorization: Bearer bearer ${token}`, 'Bearer bearer'],
    [`Token Bearer "${token}"`, 'Token Bearer'],
    [`curl -H 'Authorization: Bearer Bearer ${token}' https://x.test`, 'Bearer Bearer'],
    [JSON.stringify({ Authorization: `DPoP DPoP ${token}`, a: 1 }), 'DPoP DPoP'],
  ])('has a note if the scheme is there twice: %s', (text, schemes) => {
    expect(findTokens(text)).toMatchObject([
      { raw: token, notes: expect.arrayContaining([{ code: 'scheme_doubled', params: [schemes] }]) },
    ]);
  });

  it('has no such note after words', () => {
    for (const text of [`JWT token ${token}`, `The bearer token ${token} is old`, `Bearer ${token}`]) {
      expect(findTokens(text)[0]?.notes.map(({ code }) => code)).not.toContain('scheme_doubled');
    }
  });

  it('has no note if it’s only the token', () => {
    expect(findTokens(token)[0]?.notes).toEqual([]);
  });

  it('has the position of the token in the original', () => {
    const text = `\uFEFF Bearer "${token.slice(0, 50)}\u200B\n${token.slice(50)}" `;
    const { source } = findTokens(text)[0] ?? {};
    expect(text.slice(source?.start, source?.end)).toBe(`${token.slice(0, 50)}\u200B\n${token.slice(50)}`);
  });

  it('isn’t joined with a next line that isn’t part of it', () => {
    const unsecured = makeToken({ alg: 'none' }, {}, '');
    expect(rawsIn(`${token}\nnext`)).toEqual([token]);
    expect(rawsIn(`${unsecured}\nnext`)).toEqual([unsecured]);
    expect(rawsIn(`${token}\n${other}\n${makeEncryptedToken()}`)).toHaveLength(3);
  });

  it('begins after invisible characters', () => {
    const text = `one \u200B${token}\u200B, two`;
    expect(findTokens(text)[0]?.source).toEqual({ start: 5, end: 5 + token.length });
  });

  it('has invisible characters removed in longer text too', () => {
    const text = `token: ${token.slice(0, 20)}\u200B${token.slice(20)} and more\u200B, ${other}.`;
    const found = findTokens(text);
    expect(found.map((one) => one.raw)).toEqual([token, other]);
    expect(found.map((one) => text.slice(one.source.start, one.source.end).length - one.raw.length)).toEqual([
      1, 0,
    ]);
    expect(found.map((one) => one.notes.length)).toEqual([1, 0]);
  });
});

describe('tokens in JSON', () => {
  it('have the path of their member and their position', () => {
    const text = JSON.stringify({ a: { b: [token, 'x', { 'c d': other }] }, "it's": token }, null, 2);
    expectAtLocation(text, [token, other, token]);
    expect(pathsIn(text)).toEqual([
      ['json', '$.a.b[0]'],
      ['json', "$.a.b[2]['c d']"],
      ['json', "$['it\\'s']"],
    ]);
  });

  it('are found in JSON inside strings, two levels deep', () => {
    const text = JSON.stringify({ v: JSON.stringify({ w: JSON.stringify({ access_token: token }) }) });
    expect(pathsIn(text)).toEqual([['json', '$.v', 'json', '$.w', 'json', '$.access_token']]);
    expectAtLocation(text, [token]);
    expect(findTokens(text)[0]?.notes.map((note) => note.code)).toEqual(['json_decoded', 'json_decoded']);
  });

  it('are found once for each time they occur, in names and values', () => {
    expectAtLocation(`{"${token}":1,"a":"${token}","a":"${other}"}`, [token, token, other]);
    expect(rawsIn(JSON.stringify([token, token]))).toEqual([token, token]);
  });

  it('are unwrapped in the value of a string', () => {
    const found = findTokens(
      JSON.stringify({ header: `Bearer ${token}`, lines: other.replaceAll('.', '.\n') }),
    );
    expect(found.map((one) => [one.raw, one.path[1], one.notes[0]?.code])).toEqual([
      [token, '$.header', undefined],
      [other, '$.lines', 'lines_merged'],
    ]);
  });

  it('have a path in JSON that is truncated after them, and none if it nests too deep or isn’t JSON', () => {
    expect(pathsIn(`{"a":"${token}","b":`)).toEqual([['json', '$.a']]);
    expect(pathsIn(`{"a":1}\n{"b":["${token}"]}\n`)).toEqual([['json', '$.b[0]']]);
    expect(pathsIn(`[token](${token})`)).toEqual([[]]);
    expect(pathsIn(`"${token}" and more`)).toEqual([[]]);
    expect(pathsIn(`{"a" "${token}"}`)).toEqual([[]]);
    expect(pathsIn(`${'['.repeat(100)}"${token}"${']'.repeat(100)}`)).toEqual([[]]);
  });

  it('are in the order of the text, not of the members', () => {
    expectAtLocation(`{"b":"${token}","1":"${other}"}`, [token, other]);
  });
});

describe('encoded tokens', () => {
  it('are found with their dots URL-encoded once and twice', () => {
    const text = `a=${token.replaceAll('.', '%2E')}&b=${other.replaceAll('.', '%252e')}%26x`;
    const found = findTokens(text);
    expect(found.map(({ raw, path }) => [raw, path])).toEqual([
      [token, ['url']],
      [other, ['url', 'url']],
    ]);
    expect(found.map(({ source }) => text.slice(source.start, source.end))).toEqual([
      token.replaceAll('.', '%2E'),
      other.replaceAll('.', '%252e'),
    ]);
  });

  it('are found in base64 and base64url', () => {
    const text = `a: ${encode(token)}, b: ${Buffer.from(other).toString('base64')}.`;
    expect(findTokens(text).map(({ raw, path }) => [raw, path])).toEqual([
      [token, ['base64']],
      [other, ['base64']],
    ]);
  });

  it('are found in base64 of JSON, as in the session of Supabase', () => {
    const text = `sb-x-auth-token=base64-${encode({ access_token: token, user: { id: 1 } })}; b=2`;
    const [found] = findTokens(text);
    expect(found).toMatchObject({ raw: token, path: ['base64', 'json', '$.access_token'] });
    expect(found?.notes.map((note) => note.code)).toEqual(['supabase_prefix']);
  });

  it('are found in base64 inside JSON, with the path through both', () => {
    const text = JSON.stringify({ session: encode({ t: token }) });
    expect(pathsIn(text)).toEqual([['json', '$.session', 'base64', 'json', '$.t']]);
    expect(findTokens(text)[0]?.source).toEqual({ start: 12, end: text.length - 2 });
  });
});

describe('very long text', () => {
  it('is searched up to its limit', () => {
    const filler = ' '.repeat(maxTextLength - token.length - 1);
    expect(rawsIn(`${token}${filler},${token} ${token}`)).toEqual([token]);
    expect(rawsIn(`, ${filler.slice(1)}${token} ${token}`)).toEqual([token]);
  });
});

it('a JWE in JSON is found although only its recipients specify an algorithm (RFC 7516 §7.2.1)', () => {
  const jwe = JSON.stringify({
    protected: Buffer.from('{"enc":"A128GCM"}').toString('base64url'),
    recipients: [{ header: { alg: 'RSA1_5' }, encrypted_key: 'a2V5' }],
    iv: 'aXZpdml2aXZpdml2',
    ciphertext: 'dGV4dA',
    tag: 'dGFndGFndGFndGFndGFndA',
  });
  expect(findTokens(`text ${jwe} text`).map(({ token }) => token.kind)).toEqual(['jwe']);
});
