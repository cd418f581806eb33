import * as fc from 'fast-check';
import { domainToASCII, domainToUnicode } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findHosts, readHostName } from './host-name';
import { loadLookalikeCheck } from './load-lookalike';
import { findHostTrick, type HostTrick } from './lookalike';
import { decodePunycode } from './punycode';

const asciiOf = (host: string) => readHostName(host)?.ascii;

describe('an ASCII host', () => {
  it.each(['accounts.google.com', '127.0.0.1', '[::1]', 'localhost', '%tenant%.example', 'a_b.example', ''])(
    'needs no conversion and has no trick: %s',
    (host) => {
      expect(readHostName(host)).toBeUndefined();
      expect(findHostTrick(host)).toBeUndefined();
    },
  );
});

describe('an internationalized host', () => {
  it.each([
    'bücher.example',
    'BÜCHER.example',
    '例え.jp',
    'xn--r8jz45g.jp',
    '日本語ドメイン.example',
    'xn--bcher-kva.example',
    'пример.рф',
    'сор.рф',
    'вектор.com',
    'почта.example',
    'παράδειγμα.ελ',
    '한국.kr',
    'toyotaトヨタ.jp',
    '中文abc.cn',
    'مثال.إختبار',
    'दुनिया.भारत',
    'ışık.com.tr',
    'łódź.pl',
    'café.fr',
    'việtnam.vn',
    '💩.la',
  ])("isn't reported as a trick: %s", (host) => {
    expect(asciiOf(host)).toBe(domainToASCII(host));
    expect(findHostTrick(host)).toBeUndefined();
  });
});

describe('a host that can be mistaken for another one', () => {
  it.each<[string, HostTrick]>([
    ['аccounts.google.com', 'mixed scripts'],
    ['accounts.gооgle.com', 'mixed scripts'],
    ['аррӏе.com', 'lookalike'],
    ['xn--80ak6aa92e.com', 'lookalike'],
    [domainToASCII('аccounts.google.com'), 'mixed scripts'],
    ['ехаmрlе.com', 'mixed scripts'],
    ['οκτα.com', 'lookalike'],
    ['gοοgle.com', 'mixed scripts'],
    ['оссոս.com', 'mixed scripts'],
    ['հոս.com', 'lookalike'],
    ['goօgle.com', 'mixed scripts'],
    ['ɡoogle.com', 'lookalike'],
    ['ᴀpple.com', 'lookalike'],
    ['accounts.göogle.com', 'lookalike'],
    ['tenant.ókta.com', 'lookalike'],
    ['ｇoogle.com', 'folded'],
    ['google。com', 'folded'],
    ['google．com', 'folded'],
    ['𝗀oogle.com', 'folded'],
    ['ﬁle.com', 'folded'],
    ['ſhop.com', 'folded'],
    ['\u212Aey.com', 'folded'],
    ['%EF%BD%87oogle.com', 'folded'],
    ['%D0%B0ccounts.google.com', 'mixed scripts'],
    ['goo\u200Bgle.com', 'invisible'],
    ['goo\u00ADgle.com', 'invisible'],
    ['goo\u200Dgle.com', 'invisible'],
    ['\u2060google.com', 'invisible'],
    ['straße.de', 'deviation'],
    ['xn--strae-oqa.de', 'deviation'],
    ['βόλος.com', 'deviation'],
    ['google.com\u2044x.example', 'lookalike'],
    ['google.comノlogin.example', 'lookalike'],
    ['a\u0660b.com', 'invalid'],
    ['go\u202Eogle.com', 'invisible'],
    ['xn--a.com', 'invalid'],
    [`${'ü'.repeat(2_000)}.com`, 'invalid'],
  ])('%s: %s', (host, trick) => {
    expect(findHostTrick(host)).toBe(trick);
  });

  it('has the ASCII form that browsers connect to', () => {
    expect(asciiOf('аccounts.google.com')).toBe(domainToASCII('аccounts.google.com'));
    expect(asciiOf('ｇoogle。com')).toBe('google.com');
    expect(asciiOf('goo\u00ADgle.com')).toBe('google.com');
    expect(asciiOf('%D0%B0ccounts.google.com')).toBe(domainToASCII('аccounts.google.com'));
  });
});

describe('decodePunycode', () => {
  it('decodes like Node', () => {
    const labels = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .map((text) => domainToASCII(text))
      .filter((ascii) => /^xn--[^.]+$/.test(ascii));
    fc.assert(
      fc.property(labels, (ascii) => {
        expect(decodePunycode(ascii.slice(4))).toBe(domainToUnicode(ascii));
      }),
      { numRuns: 300 },
    );
  });

  it.each(['!', '99999999', '\u00FC', '9'.repeat(254), 'a'.repeat(300)])('rejects %s', (text) => {
    expect(decodePunycode(text)).toBeUndefined();
  });

  it('never throws', () => {
    const texts = fc.string({ unit: fc.constantFrom(...'abcxyz019-!'), maxLength: 80 });
    fc.assert(fc.property(texts, (text) => ['string', 'undefined'].includes(typeof decodePunycode(text))));
  });
});

describe('findHosts', () => {
  const hostsOf = (text: string, isAlone: boolean) =>
    findHosts(text).flatMap((found) => (found.isAlone === isAlone ? [found.host] : []));

  it.each([
    ['https://аccounts.google.com/o?x=1', ['аccounts.google.com']],
    ['https://user:pass@аpple.com:8443/', ['аpple.com']],
    ['https://google.com@аpple.com', ['аpple.com']],
    ['https://аpple.com\\@google.com', ['аpple.com']],
    ['wss:/\\аpple.com', ['аpple.com']],
    ['see "https://аpple.com" (or <http://bücher.example>)', ['аpple.com', 'bücher.example']],
    ['https://ｇoogle。com', ['ｇoogle。com']],
    ['Straße. und Öl, z.B. müller.meier', []],
    ['аccounts.google.com', []],
  ])('finds the hosts of URLs: %s', (text, hosts) => {
    expect(hostsOf(text, false)).toEqual(hosts);
  });

  it.each([
    ['аccounts.google.com', ['аccounts.google.com']],
    ['аccounts.google.com/path', ['аccounts.google.com']],
    ['аccounts.google.com:8443', ['аccounts.google.com']],
    ['"аccounts.google.com"', ['аccounts.google.com']],
    ['ｇoogle。com', ['ｇoogle。com']],
    ['https://аccounts.google.com', []],
    ['Großhändler', []],
    ['urn:müller.x', []],
  ])('finds a host without a scheme at the start: %s', (text, hosts) => {
    expect(hostsOf(text, true)).toEqual(hosts);
  });

  it('reports where each host ends', () => {
    const text = 'https://аpple.com:1/ https://ü.de';
    expect(findHosts(text).map(({ host, end }) => text.slice(end - host.length, end))).toEqual([
      'аpple.com',
      'ü.de',
    ]);
  });
});

it('loadLookalikeCheck loads findHostTrick', async () => {
  expect(await loadLookalikeCheck()).toBe(findHostTrick);
});
