// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { english } from '../fixture/english.fixture';
import { createStage, makeRow } from '../fixture/panel.fixture';
import { makeToken } from '../fixture/tokens.fixture';
import { TranslateProvider } from '../format/translate';
import { Summary } from './Summary';

const ends: (() => void)[] = [];

async function open(claims: object, language: string) {
  const stage = createStage();
  stage.showLog([makeRow(1, makeToken(claims))]);
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

  it('separates audiences as the language does', async () => {
    await open({ aud: ['shop', 'api'] }, 'ja');
    expect(parties()).toEqual([[english('summary_for'), 'shop api']]);
  });

  it('shows a limited number of audiences', async () => {
    await open({ aud: Array.from({ length: 10_000 }, (_, index) => `a${index}`) }, 'en');
    expect(parties()[0]?.[1]?.split(', ')).toHaveLength(20);
  });
});
