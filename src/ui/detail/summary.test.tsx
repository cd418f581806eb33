// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { english } from '../fixture/english.fixture';
import { createStage, makeRow } from '../fixture/panel.fixture';
import { encodePart, makeToken } from '../fixture/tokens.fixture';
import type { TokenRow } from '../../traffic';
import { TranslateProvider } from '../format/translate';
import { Summary } from './Summary';

const ends: (() => void)[] = [];

async function open(claims: object | string, language: string, more: Partial<TokenRow> = {}) {
  const stage = createStage();
  stage.showLog([makeRow(1, typeof claims === 'string' ? claims : makeToken(claims), more)]);
  stage.model.tokens.select(1);
  const translate = Object.assign(english.bind(undefined), { language });
  render(
    <TranslateProvider value={translate}>
      <Summary model={await stage.detail()} />
    </TranslateProvider>,
    document.body,
  );
  ends.push(() => render(null, document.body), stage.model.end);
}

const parties = () =>
  [...document.querySelectorAll('.summary-parties dt')].map(
    (term) => [term.textContent, term.nextElementSibling?.textContent] as const,
  );

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

describe('Summary', () => {
  it('labels the issuer and the audience', async () => {
    await open({ iss: 'https://id.test', aud: ['shop', 'api', 7] }, 'en');
    expect(parties()).toEqual([
      [english('summary_from'), 'https://id.test'],
      [english('summary_for'), 'shop, api'],
    ]);
  });

  it('shows the issuer that an encrypted token repeats in its header, and that no audience was requested', async () => {
    const header = encodePart('{"alg":"dir","enc":"A256GCM","iss":"https://shop.eu.auth0.com/"}');
    await open(`${header}..${encodePart('iv')}.${encodePart('text')}.${encodePart('tag')}`, 'en');
    expect(parties()).toEqual([[english('summary_from'), 'https://shop.eu.auth0.com/']]);
    expect(document.querySelector('.summary-head')?.textContent).toContain(english('type_access_long'));
    expect(document.querySelector('.summary-note')?.textContent).toContain('No audience was requested');
  });

  it('takes the token for a session because of its cookie, with that reason', async () => {
    const typeLocation = { kind: 'request cookie', name: '__Host-session', path: [] };
    await open({ sub: 'a', scope: 'b' }, 'en', { typeLocation });
    expect(document.querySelector('.summary-head')?.textContent).toContain(english('type_session_long'));
    expect(document.querySelector('.summary-note')?.textContent).toContain('under the name "__Host-session"');
  });

  it('separates audiences as the language does', async () => {
    await open({ aud: ['shop', 'api'] }, 'ja');
    expect(parties()).toEqual([[english('summary_for'), 'shop api']]);
  });

  it('shows a limited number of audiences', async () => {
    await open({ aud: Array.from({ length: 10_000 }, (_, index) => `a${index}`) }, 'en');
    expect(parties()[0]?.[1]?.split(', ')).toHaveLength(20);
  });
});
