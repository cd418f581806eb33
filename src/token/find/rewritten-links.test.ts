import { describe, expect, it } from 'vitest';
import { makeToken } from '../token.fixture';
import { findTokens } from './find-tokens';

/** With letters that URL Defense changes. */
const token = makeToken(
  { alg: 'RS256', typ: 'JWT' },
  { sub: 'alice', n: '>>>???~~~' },
  `-_${Buffer.alloc(253, 'ûï¾?').toString('base64url')}_w`,
);

/** A link of version 2: escapes with hyphens, and underscores for slashes. */
function rewrite2(link: string): string {
  const value = link
    .replace(/[^\w./]|_/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('/', '_')
    .replaceAll('%', '-');
  return `https://urldefense.proofpoint.com/v2/url?u=${value}&d=DwMFaQ&c=x&r=-_y`;
}

/** A link of version 3, in which asterisks are written for the characters of a list. */
function rewrite3(link: string, list = ''): string {
  return `https://urldefense.com/v3/__${link}__;${Buffer.from(list).toString('base64url')}!!AbC!x-_$`;
}

const link = `https://x.test/v?t=${token}`;

describe('a token in a link that URL Defense rewrote', () => {
  it.each([
    ['version 2', rewrite2(link)],
    ['version 2, in the path', rewrite2(`https://x.test/v_-/${token}/go`)],
    ['version 2, before another parameter', rewrite2(`${link}&a=b#c`)],
    [
      'version 2, with escapes of lower case',
      rewrite2(link).replaceAll('-2D', '-2d').replaceAll('-5F', '-5f'),
    ],
    ['version 2, at the end of the text', rewrite2(link).replace(/&.*/, '')],
    ['version 2, in HTML', `<a href="${rewrite2(link).replaceAll('&', '&amp;')}">Verify</a>`],
    ['version 3', rewrite3(link)],
    ['version 3, before another parameter', rewrite3(`${link}&a=b`)],
    ['version 3 of the United States', rewrite3(link).replace('.com', '.us')],
    ['version 3, with a replaced character', rewrite3(`https://x.test/*/v?t=${token}`, '#')],
    ['version 3, with a replaced run', rewrite3(`https://x.test/**B/*v?t=${token}`, 'äöü!')],
    ['version 3, with replaced characters of the token', rewrite3(link.replaceAll('.', '*'), '....')],
  ])('is the original: %s', (_, text) => {
    for (const around of [text, `Hello,\n\nclick <${text}> or ${token}`]) {
      const [first] = findTokens(around);
      expect(first).toMatchObject({ raw: token, path: ['url'], notes: [{ code: 'link_restored' }] });
      expect(around.slice(first?.source.start, first?.source.end)).toMatch(/^eyJ[^&;]*$/);
    }
  });

  it('is the original if the link is URL-encoded, before or after', () => {
    for (const text of [
      rewrite2(`https://x.test/?u=${encodeURIComponent(encodeURIComponent(link))}`),
      rewrite3(`https://x.test/?u=${encodeURIComponent(link)}`),
      `https://x.test/?u=${encodeURIComponent(rewrite2(link))}`,
      `https://x.test/?u=${encodeURIComponent(rewrite3(link))}`,
    ]) {
      expect(findTokens(text)).toMatchObject([{ raw: token }]);
    }
  });

  it('is the original in JSON, with the path to the member', () => {
    for (const rewritten of [rewrite2(link), rewrite3(link)]) {
      const text = JSON.stringify({ a: 1, mail: rewritten });
      const found = { raw: token, path: ['json', '$.mail', 'url'] };
      expect(findTokens(text)).toMatchObject([found]);
      expect(findTokens(text.replaceAll('/', String.raw`\/`))).toMatchObject([found]);
    }
  });

  it('is the original if it ends with underscores before those that end the link', () => {
    const ending = makeToken({ alg: 'ES384' }, {}, `${'A'.repeat(125)}___`);
    expect(findTokens(rewrite3(`https://x.test/v?t=${ending}`))).toMatchObject([{ raw: ending }]);
  });

  it('is found next to others', () => {
    const text = `${rewrite2(link)} ${rewrite3(link)} ${link} ${rewrite2('https://x.test')} ${rewrite3(link)}`;
    expect(findTokens(text).map(({ raw, notes }) => [raw, notes.length])).toEqual([
      [token, 1],
      [token, 1],
      [token, 0],
      [token, 1],
    ]);
  });

  it('is as written if the link isn’t one of URL Defense, or can’t be restored', () => {
    for (const text of [
      rewrite3(link).replace('urldefense', 'urldefence'),
      rewrite3(link).replace('/v3/', '/v4/'),
      rewrite3(`https://x.test/*/**Z/v?t=${token}`, '#'),
    ]) {
      expect(findTokens(text)).toMatchObject([{ raw: `${token}__`, notes: [] }]);
    }
  });
});
