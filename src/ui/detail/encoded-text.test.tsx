// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { english } from '../fixture/english.fixture';
import { findAllByRole, findByRole } from '../fixture/roles.fixture';
import { until } from '../fixture/screen.fixture';
import { TranslateProvider } from '../format/translate';
import { EncodedText, type Mark } from './EncodedText';

function renderText(raw: string, mark?: Mark) {
  render(
    <TranslateProvider value={english}>
      <EncodedText key={raw} raw={raw} mark={mark} />
    </TranslateProvider>,
    document.body,
  );
}

const encoded = () => document.body.querySelector('.encoded')?.textContent;
const marked = () => document.body.querySelector('mark');

afterEach(() => render(null, document.body));

describe('EncodedText', () => {
  it.each([
    '',
    'a',
    'a.b.c',
    '.b.',
    '..',
    'a.b.c.d',
    'a.b.c.',
    'a.b.c.d.e',
    'a.b.c.d.e.f.g',
    'a.b.c~',
    'a.b.c~~',
    'a.b.c~x~',
    'a.b.c~x~y~',
    'a.b.c~h.p.s',
    'a.b.c~~h.p.s',
    'a.b.c~x~y~h.p.s',
    '~',
    '~~~',
    '{"payload":"a.b~c","signatures":[{"signature":"x"}]}',
  ])('shows every character of "%s" exactly once', (raw) => {
    renderText(raw);
    expect(encoded()).toBe(raw);
    for (let start = 0; start < raw.length; start += 1) {
      renderText(raw, { start, end: start + 2, isError: false });
      expect(encoded()).toBe(raw);
    }
  });

  it.each([
    ['a payload', `${'h'.repeat(400)}.${'p'.repeat(9_000)}.s`],
    ['disclosures', `h.p.s~${'d'.repeat(9_000)}~b.b.b`],
    ['a header', `${'h'.repeat(9_000)}.p.s`],
    // The limit falls on a dot, and on the first character after it.
    ['a header that just fits', `${'h'.repeat(1_200)}.p.s`],
    ['a header and its dot that just fit', `${'h'.repeat(1_199)}.p.s`],
  ])('truncates %s, and shows the rest on request', async (_name, raw) => {
    renderText(raw);
    expect(encoded()).toMatch(new RegExp(`^${raw.slice(0, 1_200)}… Show all`));
    findByRole(document.body, 'button', /^Show all/).click();
    await until(() => expect(encoded()).toBe(raw));
  });

  it('marks a member within its part, and an error in its own style', () => {
    renderText('aaa.bbbb.cc', { start: 5, end: 7, isError: false });
    expect(marked()?.textContent).toBe('bb');
    expect(marked()?.className).toBe('mark-member');
    expect(marked()?.closest('.part-payload')).not.toBeNull();
    renderText('aaa.bb=b.cc', { start: 6, end: 7, isError: true });
    expect(marked()?.textContent).toBe('=');
    expect(marked()?.className).toBe('mark-error');
  });

  it('shows the length of each part', () => {
    renderText('aaa.b.cc~dd~');
    expect(findAllByRole(document.body, 'listitem').map(({ textContent }) => textContent)).toEqual([
      'header 3 characters',
      'payload 1 character',
      'signature 2 characters',
      'disclosures 3 characters',
    ]);
  });
});
