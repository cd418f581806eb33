// @vitest-environment happy-dom
import { computed, signal } from '@preact/signals';
import { render } from 'preact';
import { afterEach, expect, it } from 'vitest';
import { decode } from '../../token';
import { createTestClock } from '../fixture/clock.fixture';
import { decryptHere } from '../fixture/decrypt.fixture';
import { english } from '../fixture/english.fixture';
import { until } from '../fixture/screen.fixture';
import { makeToken } from '../fixture/tokens.fixture';
import { TranslateProvider } from '../format/translate';
import { createCopying } from '../model/detail/copying';
import { createKeyring } from '../model/detail/keyring';
import { CreatedToken } from './CreatedToken';
import { createEditor } from './create-editor';
import { readEditableText } from './editable-text';
import { listKnownValues } from './values-of-tokens';

const page = document.body;
const ends: (() => void)[] = [];

function open() {
  const clock = createTestClock(0);
  const original = decode(makeToken({ sub: 'alice' }));
  const editor = createEditor({
    original,
    text: readEditableText(original, undefined),
    keyring: createKeyring(),
    commands: { decrypt: decryptHere },
    clock,
    openFiles: () => {},
    copying: createCopying({ copyText: async () => ({ ok: true }) }, clock),
    descriptions: signal(undefined),
    known: computed(() => listKnownValues([])),
  });
  render(
    <TranslateProvider value={english}>
      <CreatedToken model={editor} />
    </TranslateProvider>,
    page,
  );
  ends.push(() => render(null, page), editor.end);
  return editor;
}

const result = () => page.querySelector('.verdict-valid')?.textContent;

afterEach(() => {
  for (const end of ends.splice(0)) end();
});

it.each([
  ['ES256', 'The key was generated here: servers don’t know it until you add its public key there.'],
  ['HS256', 'The secret was generated here: servers don’t know it until you add it there.'],
])('a valid signature by a generated key for %s is only valid here', async (alg, sentence) => {
  const editor = open();
  editor.quickChanges.setAlgorithm(alg);
  editor.key.select('generated');
  editor.create();
  await until(() => expect(result()).toMatch(new RegExp(`^Valid: .* ${sentence}$`)));
});

it('a valid signature by a pasted key has no such sentence', async () => {
  const editor = open();
  editor.key.type('a secret of thirty-two characters');
  editor.create();
  await until(() => expect(result()).toMatch(/^Valid: /));
  expect(result()).not.toContain('generated');
});
