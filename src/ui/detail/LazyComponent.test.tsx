// @vitest-environment happy-dom
import { render, type ComponentType } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { ErrorBoundary } from '../components/ErrorBoundary';
import { english } from '../fixture/english.fixture';
import { until } from '../fixture/screen.fixture';
import { TranslateProvider } from '../format/translate';
import { createLazyComponent } from './LazyComponent';

const page = document.body;

function Part({ of }: { readonly of: string }) {
  return <p>drawn {of}</p>;
}

/** A part whose code comes when the test says so. */
function createPart() {
  const asked: {
    resolve: (loaded: ComponentType<{ of: string }>) => void;
    reject: (fault: Error) => void;
  }[] = [];
  const LazyComponent = createLazyComponent<{ of: string }>(
    () => new Promise((resolve, reject) => asked.push({ resolve, reject })),
  );
  const draw = (...names: readonly string[]) =>
    render(
      <TranslateProvider value={english}>
        {names.map((name) => (
          <ErrorBoundary key={name} of={name}>
            <LazyComponent of={name} />
          </ErrorBoundary>
        ))}
      </TranslateProvider>,
      page,
    );
  return { asked, draw };
}

afterEach(() => render(null, page));

describe('a part that is loaded when it is first drawn', () => {
  it('says so where it cannot be loaded, and is asked for again with the next thing to draw', async () => {
    const { asked, draw } = createPart();
    draw('one');
    await until(() => expect(asked).toHaveLength(1));
    asked[0]?.reject(new Error('gone'));
    await until(() => expect(page.textContent).toContain('It is a fault of JWT DevTools'));
    draw('two');
    await until(() => expect(asked).toHaveLength(2));
    asked[1]?.resolve(Part);
    await until(() => expect(page.textContent).toBe('drawn two'));
  });

  it('draws nothing until then, and is there at once from then on', async () => {
    const { asked, draw } = createPart();
    draw('one');
    expect(page.textContent).toBe('');
    await until(() => expect(asked).toHaveLength(1));
    asked[0]?.resolve(Part);
    await until(() => expect(page.textContent).toBe('drawn one'));
    draw('two');
    expect(page.textContent).toBe('drawn two');
    expect(asked).toHaveLength(1);
  });

  it('is drawn also where its code comes between its first drawing and what follows that', async () => {
    const { asked, draw } = createPart();
    draw('one');
    await until(() => expect(asked).toHaveLength(1));
    asked[0]?.resolve(Part);
    // Drawn while nothing is there; its effects run when the code is.
    draw('one', 'two');
    await until(() => expect(asked).toHaveLength(2));
    asked[1]?.resolve(Part);
    await until(() => expect(page.textContent).toBe('drawn onedrawn two'));
  });
});
