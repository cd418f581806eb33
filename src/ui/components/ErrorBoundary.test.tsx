// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { english } from '../fixture/english.fixture';
import { until } from '../fixture/screen.fixture';
import { collectUncaught } from '../fixture/uncaught.fixture';
import { TranslateProvider } from '../format/translate';
import { ErrorBoundary } from './ErrorBoundary';

function Part({ of }: { readonly of: string }) {
  if (of === 'eyJ') throw new Error('failed on eyJ');
  return <p>rendered {of}</p>;
}

function renderWith(of: string) {
  const page = (
    <TranslateProvider value={english}>
      <p>beside</p>
      <ErrorBoundary of={of}>
        <Part of={of} />
      </ErrorBoundary>
    </TranslateProvider>
  );
  render(page, document.body);
}

/** What the page's report of bugs gets. */
let uncaught: readonly unknown[] = [];

beforeEach(() => {
  uncaught = collectUncaught();
});

afterEach(() => {
  render(null, document.body);
  vi.unstubAllGlobals();
});

describe('ErrorBoundary', () => {
  it('shows a message without data of the failed component, and keeps the rest of the page', async () => {
    renderWith('eyJ');
    await until(() => expect(document.body.textContent).toContain('That’s a bug in JWT DevTools'));
    expect(document.body.textContent).toContain('beside');
    expect(document.body.textContent).not.toContain('eyJ');
    await until(() => expect(uncaught).toEqual([new Error('failed on eyJ')]));
  });

  it('renders its children again when `of` changes', async () => {
    renderWith('eyJ');
    await until(() => expect(document.body.textContent).toContain('bug'));
    renderWith('another');
    await until(() => expect(document.body.textContent).toContain('rendered another'));
  });
});
