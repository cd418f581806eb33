// @vitest-environment happy-dom
import { render } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { english } from '../fixture/english.fixture';
import { until } from '../fixture/screen.fixture';
import { TranslateProvider } from '../format/translate';
import { ErrorBoundary } from './ErrorBoundary';

function Part({ of }: { readonly of: string }) {
  if (of === 'eyJ') throw new Error('cannot draw eyJ');
  return <p>drawn {of}</p>;
}

function draw(of: string) {
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

afterEach(() => render(null, document.body));

describe('a part that cannot be drawn', () => {
  it('says so, tells nothing of what it was to draw, and leaves the rest alone', async () => {
    draw('eyJ');
    await until(() => expect(document.body.textContent).toContain('It is a fault of JWT DevTools'));
    expect(document.body.textContent).toContain('beside');
    expect(document.body.textContent).not.toContain('eyJ');
  });

  it('is tried again with the next thing to draw', async () => {
    draw('eyJ');
    await until(() => expect(document.body.textContent).toContain('fault'));
    draw('another');
    await until(() => expect(document.body.textContent).toContain('drawn another'));
  });
});
