// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { readPart } from '../../model/detail/exact-part';
import { decode } from '../../../token';
import { makeToken } from '../../fixture/tokens.fixture';
import { english } from '../../fixture/english.fixture';
import { TranslateProvider } from '../../format/translate';
import { DuplicatesWarning } from './DuplicatesWarning';

afterEach(() => render(null, document.body));

describe('DuplicatesWarning', () => {
  it.each([
    ['en', 'role, sub'],
    ['ja', 'role sub'],
  ])('separates names as the language does: %s', async (language, names) => {
    const raw = makeToken('{"role":1,"role":2,"sub":1,"sub":2}');
    const exact = await readPart(decode(raw), 'claims');
    render(
      <TranslateProvider value={Object.assign(english.bind(undefined), { language })}>
        <DuplicatesWarning exact={exact} />
      </TranslateProvider>,
      document.body,
    );
    expect(document.body.textContent).toContain(names);
  });
});
