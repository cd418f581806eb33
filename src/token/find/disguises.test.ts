import { describe, expect, it } from 'vitest';
import { signToken } from '../verify/keys.fixture';
import { maxWrappedLength } from '../limits';
import { finish } from '../steps';
import { findTokens, searchTokens } from './find-tokens';

/** With hyphens in each part, and one of two in a row. */
const token = signToken(
  { alg: 'HS256', typ: 'JWT', kid: '>>>' },
  { sub: 'alice', n: '>>>???~~~', m: 'ûï¾' },
  'secret 35 of more than thirty-two bytes',
);
const parts = token.split('.');
const [header = '', payload = '', signature = ''] = parts;

function concatenate(dot: string): string {
  return parts.join(dot);
}

/** The token with something else in its header, and in its payload. */
function interrupt(text: string): string {
  const middle = header.length + 10;
  return token.slice(0, 30) + text + token.slice(30, middle) + text + token.slice(middle);
}

function dash(character: string): string {
  return token.replaceAll('-', character);
}

/** Which notes a text's only token has, if it's the token of this file. */
function listNotes(text: string): readonly string[] {
  const found = findTokens(text);
  expect(found.map(({ raw }) => raw)).toEqual([token]);
  const [{ source, notes } = { source: { start: 0, end: 0 }, notes: [] }] = found;
  expect(text.slice(source.start, source.start + 6)).toContain('ey');
  expect(text.slice(source.start, source.end)).toContain(signature.slice(-5));
  return notes.map(({ code }) => code).filter((code) => code !== 'prefix_removed');
}

describe('a token that is interrupted between its letters', () => {
  it('has hyphens in each part', () => {
    expect(parts.map((part) => part.includes('-'))).toEqual([true, true, true]);
  });

  it.each([
    ['by colors', `\x1b[31m${header}\x1b[0m.\x1b[1;32m${payload}\x1b[0m.\x1b[33m${signature}\x1b[0m`],
    ['by the colors of grep', `\x1b[01;31m\x1b[K${header}\x1b[m\x1b[K.${payload}.${signature}`],
    ['by escaped colors', `\\x1b[31m${header}\\x1b[0m.\\x1b[32m${payload}\\x1b[0m.${signature}`],
    ['by colors as "cat -v" prints them', `^[[31m${header}^[[0m.^[[32m${payload}^[[0m.${signature}`],
    ['by colors without their first character', `[31m${header}[0m.[32m${payload}[0m.[33m${signature}[0m`],
  ])('%s is found', (_, text) => {
    expect(listNotes(text)).toEqual(['colors_removed']);
    expect(listNotes(`10:01 INFO Authorization: Bearer ${text} (200 OK)`)).toEqual(['colors_removed']);
  });

  it.each([
    ['by <wbr>', interrupt('<wbr>')],
    ['by <br/>', interrupt('<br/>')],
    ['by escaped tags', interrupt('&lt;wbr&gt;')],
    [
      'by a highlighted match',
      `${header}.${payload.slice(0, 9)}<mark>${payload.slice(9)}</mark>.${signature}`,
    ],
    ['by <span>', `<span class="h">${header}</span>.<span>${payload}</span>.<span>${signature}</span>`],
    [
      'by <span> on separate lines',
      [header, '.', payload, '.', signature].map((part) => `<span class="x">${part}</span>`).join('\n  '),
    ],
  ])('%s is found', (_, text) => {
    expect(listNotes(text)).toEqual(['tags_removed']);
    expect(listNotes(`<p>The token ${text} is</p>`)).toEqual(['tags_removed']);
  });

  it.each([
    String.raw`\x2e`,
    String.raw`\u002e`,
    String.raw`\u002E`,
    String.raw`\\u002e`,
    String.raw`\u{2e}`,
    String.raw`\.`,
    String.raw`\056`,
    '=2E',
    '[.]',
    '[dot]',
    '(dot)',
  ])('by "%s" is found', (dot) => {
    expect(listNotes(concatenate(dot))).toEqual(['escapes_decoded']);
    expect(listNotes(`const token = '${concatenate(dot)}';`)).toEqual(['escapes_decoded']);
  });

  it('by one escape, or by escaped letters, is found', () => {
    for (const text of [
      `${header}.${payload}=2E${signature}`,
      token.replaceAll('-', String.raw`\-`).replaceAll('_', String.raw`\_`),
      token.replaceAll('-', '=2D').replaceAll('_', '=5F'),
      token.replaceAll('-', String.raw`\055`).replaceAll('_', String.raw`\137`),
    ]) {
      expect(listNotes(`token: ${text} end`)).toEqual(['escapes_decoded']);
    }
  });

  it.each(['&#46;', '&#x2E;', '&period;', '&amp;#46;', '&amp;#x2e;', '&amp;amp;period;'])(
    'by "%s" is found',
    (dot) => {
      expect(listNotes(concatenate(dot))).toEqual(['entities_decoded']);
    },
  );

  it.each(['&shy;', '&ZeroWidthSpace;', '&#8203;'])('by "%s" is found', (entity) => {
    expect(listNotes(interrupt(entity))).toEqual(['entities_decoded', 'invisible_removed']);
  });

  it.each([
    `"${token.slice(0, 60)}" + "${token.slice(60)}"`,
    `"${header}" + "." + "${payload}" + "." + "${signature}"`,
    `'${header}.' . '${payload}.' . '${signature}'`,
    `'${header}.'.'${payload}.${signature}'`,
    `"${token.slice(0, 60)}" "${token.slice(60)}"`,
    `"${token.slice(0, 60)}" & "${token.slice(60)}"`,
    `'${token.slice(0, 60)}' || '${token.slice(60)}'`,
  ])('by the ends of string literals is found: %s', (text) => {
    expect(listNotes(text)).toEqual(['strings_concatenated']);
    expect(listNotes(`const token = ${text};`)).toEqual(['strings_concatenated']);
  });

  it.each([
    ['2010', dash('\u2010')],
    ['2011', dash('\u2011')],
    ['2013', dash('\u2013')],
    ['2014', dash('\u2014')],
    ['2212', dash('\u2212')],
    ['2024', concatenate('\u2024')],
    ['00B7', concatenate('\u00b7')],
    ['2022', concatenate('\u2022')],
    ['22C5', concatenate('\u22c5')],
    ['30FB', concatenate('\u30fb')],
    ['FF0E', concatenate('\uff0e')],
  ])('by U+%s for another character is found, with a note that names it', (code, text) => {
    const count = Math.max(2, token.split('-').length - 1);
    const name = `U+${code} (${text.includes('.') ? count : 2}×)`;
    const notes = [{ code: 'similar_replaced', params: [[name]] }];
    expect(findTokens(text)).toMatchObject([{ raw: token, notes }]);
    expect(findTokens(`Bearer ${text}, see above`)).toMatchObject([{ raw: token, notes }]);
  });

  it('by an em dash for two hyphens is found', () => {
    const doubled = `${header}.${payload}.${'A'.repeat(20)}--${'A'.repeat(21)}`;
    expect(findTokens(doubled.replace('--', '\u2014'))).toMatchObject([{ raw: doubled }]);
  });

  it("isn't found if the letters don't make a token with a complete signature", () => {
    for (const text of [
      `"${header}.${payload}" + "${signature.slice(1)}"`,
      `<span>${header}</span>.<span>${payload}</span>.<span>short</span>`,
      `<b>${header}</b><b>${payload}</b><b>${signature}</b>`,
      `["${header}", "${payload}", "${signature}"]`,
      `${header}\u2013${payload}\u2013${signature}`,
      `<td>${header}.</td><td>${payload}.</td><td>${signature}</td>`,
    ]) {
      expect(findTokens(text)).toEqual([]);
    }
  });

  it('changes nothing about a complete token beside tags, strings and dashes', () => {
    for (const text of [
      `<b>${token}</b><b>next</b>`,
      `"${token}" + "next"`,
      `${token}\u2013next`,
      `${token}\u00b7next`,
      `'${token}'.'next'`,
      `${token}[0m.[31mnext`,
    ]) {
      expect(findTokens(text)).toMatchObject([{ raw: token, notes: [] }]);
    }
  });

  it('is reported as not searched if it is longer than a token can be', () => {
    const isCut = (count: number) => finish(searchTokens(`${header}<wbr>.${'A'.repeat(count)}`)).isCut;
    expect([isCut(1_000), isCut(maxWrappedLength)]).toEqual([false, true]);
  });
});
