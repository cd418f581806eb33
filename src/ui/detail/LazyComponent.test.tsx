// @vitest-environment happy-dom
import { render, type ComponentType } from 'preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ErrorBoundary } from '../components/ErrorBoundary';
import { english } from '../fixture/english.fixture';
import { until } from '../fixture/screen.fixture';
import { collectUncaught } from '../fixture/uncaught.fixture';
import { TranslateProvider } from '../format/translate';
import { createLazyComponent, createLazyPart } from './LazyComponent';

const page = document.body;

function Part({ of }: { readonly of: string }) {
  return <p>rendered {of}</p>;
}

/** A lazy component with the loads it has started; the test resolves or rejects them. */
function createPart() {
  const loads: {
    resolve: (loaded: ComponentType<{ of: string }>) => void;
    reject: (error: Error) => void;
  }[] = [];
  const LazyComponent = createLazyComponent<{ of: string }>(
    () => new Promise((resolve, reject) => loads.push({ resolve, reject })),
  );
  const renderParts = (...names: readonly string[]) =>
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
  return { loads, LazyComponent, renderParts };
}

beforeEach(() => void collectUncaught());
afterEach(() => {
  render(null, page);
  vi.unstubAllGlobals();
});

describe('createLazyComponent', () => {
  it('shows a message when loading fails, and loads again for the next data', async () => {
    const { loads, renderParts } = createPart();
    renderParts('one');
    await until(() => expect(loads).toHaveLength(1));
    loads[0]?.reject(new Error('gone'));
    await until(() => expect(page.textContent).toContain('That’s a bug in JWT DevTools'));
    renderParts('two');
    await until(() => expect(loads).toHaveLength(2));
    loads[1]?.resolve(Part);
    await until(() => expect(page.textContent).toBe('rendered two'));
  });

  it('renders nothing while loading, and renders immediately once loaded', async () => {
    const { loads, renderParts } = createPart();
    renderParts('one');
    expect(page.textContent).toBe('');
    await until(() => expect(loads).toHaveLength(1));
    loads[0]?.resolve(Part);
    await until(() => expect(page.textContent).toBe('rendered one'));
    renderParts('two');
    expect(page.textContent).toBe('rendered two');
    expect(loads).toHaveLength(1);
  });

  it('is loaded once for all that are rendered meanwhile', async () => {
    const { loads, renderParts } = createPart();
    renderParts('one');
    renderParts('one', 'two');
    expect(loads).toHaveLength(1);
    loads[0]?.resolve(Part);
    await until(() => expect(page.textContent).toBe('rendered onerendered two'));
  });

  it('renders immediately if it was loaded before, and loads again if that failed', async () => {
    const { loads, LazyComponent, renderParts } = createPart();
    LazyComponent.preload();
    loads[0]?.reject(new Error('gone'));
    await until(() => {
      LazyComponent.preload();
      expect(loads).toHaveLength(2);
    });
    loads[1]?.resolve(Part);
    await until(() => {
      renderParts('one');
      expect(page.textContent).toBe('rendered one');
    });
    expect(loads).toHaveLength(2);
  });
});

it('createLazyPart states once that loading failed, also when the page is rendered again', async () => {
  const uncaught = collectUncaught();
  let loads = 0;
  const LazyPart = createLazyPart<{ of: string }>(async () => {
    loads += 1;
    throw new Error('gone');
  });
  const renderWith = (of: string) =>
    render(
      <TranslateProvider value={english}>
        <LazyPart of={of} />
      </TranslateProvider>,
      page,
    );
  renderWith('one');
  await until(() => expect(page.textContent).toContain('That’s a bug in JWT DevTools'));
  renderWith('two');
  expect(page.textContent).toContain('That’s a bug in JWT DevTools');
  await until(() => expect(uncaught).toEqual([new Error('gone')]));
  expect(loads).toBe(1);
});
