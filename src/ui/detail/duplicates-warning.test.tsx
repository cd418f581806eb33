// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { english } from '../fixture/english.fixture';
import { TranslateProvider } from '../format/translate';
import { DuplicatesWarning } from './ExactJson';

afterEach(() => render(null, document.body));

describe('DuplicatesWarning', () => {
  it.each([
    ['en', 'role, sub'],
    ['ja', 'role sub'],
  ])('separates names as the language does: %s', (language, names) => {
    const exact = { text: '{}', members: new Map(), duplicates: ['role', 'sub'] };
    render(
      <TranslateProvider value={Object.assign(english.bind(undefined), { language })}>
        <DuplicatesWarning exact={exact} />
      </TranslateProvider>,
      document.body,
    );
    expect(document.body.textContent).toContain(names);
  });
});
