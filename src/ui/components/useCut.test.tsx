// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { english } from '../fixture/english.fixture';
import { TranslateProvider } from '../format/translate';
import { LongText } from './LongText';

afterEach(() => render(null, document.body));

describe('useCut', () => {
  it.each([
    ['en', '50,000'],
    ['de', '50.000'],
  ])('writes the length of a truncated text in the language of the messages: %s', (language, length) => {
    render(
      <TranslateProvider value={Object.assign(english.bind(undefined), { language })}>
        <LongText text={'x'.repeat(50_000)} />
      </TranslateProvider>,
      document.body,
    );
    expect(document.querySelector('button')?.textContent).toContain(length);
  });
});
