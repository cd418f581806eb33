import { describe, expect, it } from 'vitest';
import { makeToken } from '../token.fixture';
import { explainMissing } from './explain/explain-missing';
import { findTokens } from './find-tokens';

const token = makeToken({ alg: 'ES256', kid: 'a' }, { iss: 'https://x.test/', nbf: 1 }, 'A'.repeat(86));
const other = makeToken();

function toDigits(text: string): string {
  return Array.from(text, (letter) => `${letter.charCodeAt(0) - 45}`.padStart(2, '0')).join('');
}

const digits = toDigits(token);
const uri = `shc:/${digits}`;
const [first, second, third] = [digits.slice(0, 100), digits.slice(100, 180), digits.slice(180)];
const chunks = [`shc:/1/3/${first}`, `shc:/2/3/${second}`, `shc:/3/3/${third}`];

describe('a token in a SMART Health Card', () => {
  it('is decoded from its digits, with a note', () => {
    expect(findTokens(uri)).toMatchObject([
      {
        raw: token,
        path: ['shc'],
        source: { start: 0, end: uri.length },
        notes: [{ code: 'health_card_decoded', params: [1] }],
      },
    ]);
  });

  it.each([
    ['upper case', uri.toUpperCase()],
    ['text', `The code says ${uri}, and this is ${other}.`],
    ['lines', `Scanned:\n${uri.replace(/.{70}/g, '$&\n')}\n\nThanks for 5 codes`],
    ['a mail', `> Hello\n${uri.replace(/^|.{70}/g, '$&\n> ')}\n> Bye`],
    ['a URL', `https://x.test/?card=${encodeURIComponent(uri)}&a=1`],
    ['chunks in order', chunks.join('\n')],
    ['chunks out of order', `${chunks[2]}, ${chunks[0]} and ${chunks[1]}`],
    ['chunks, repeated', [...chunks, ...chunks].join(' ')],
  ])('is found in %s', (_, text) => {
    const found = findTokens(text).filter(({ raw }) => raw !== other);
    expect(found.length).toBeGreaterThan(0);
    for (const one of found) {
      expect(one.raw).toBe(token);
      expect(one.path).toContain('shc');
    }
  });

  it('has the path of its member in JSON', () => {
    expect(findTokens(JSON.stringify({ qr: [uri] }))).toMatchObject([
      { raw: token, path: ['json', '$.qr[0]', 'shc'] },
    ]);
    expect(findTokens(JSON.stringify({ qr: `x\n${uri}` }))).toMatchObject([{ raw: token }]);
  });

  it.each([
    ['a chunk that is missing', [chunks[0], chunks[2]].join('\n'), 'health_card_chunk', [[2], 3]],
    ['one chunk of several', chunks[1] ?? '', 'health_card_chunk', [[1, 3], 3]],
    ['an odd number of digits', uri.slice(0, -1), 'health_card', []],
    ['digits beyond the alphabet', `shc:/${'99'.repeat(40)}`, 'health_card', []],
    ['the beginning of a card', uri.slice(0, 99), 'health_card', []],
  ])('isn’t found with %s, which is explained', (_, text, reason, params) => {
    expect(findTokens(text)).toEqual([]);
    expect(explainMissing(text)).toMatchObject({ reason, params });
  });

  it('isn’t found in another URI', () => {
    expect(findTokens(`shc:/0/1/${digits}`)).toEqual([]);
    expect(findTokens(`shc:/4/3/${digits}`)).toEqual([]);
    expect(explainMissing('shc:/').reason).toBe('plain_text');
  });
});
