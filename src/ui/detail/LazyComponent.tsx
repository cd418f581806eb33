import type { FunctionComponent, ComponentType } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { ErrorBoundary } from '../components/ErrorBoundary';

/** A component whose code is loaded when it's needed. */
export interface LazyComponent<Props> extends FunctionComponent<Props> {
  /** Loads the code before it's rendered. If that fails, rendering it loads again. */
  preload(): void;
}

/**
 * A component whose code is loaded when it's first rendered, or before with `preload`. Renders nothing while loading;
 * throws the error into the nearest error boundary if loading fails.
 */
export function createLazyComponent<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyComponent<Props> {
  let loaded: ComponentType<Props> | undefined;
  let loading: Promise<void> | undefined;
  const loadOnce = () =>
    (loading ??= load().then(
      (component) => {
        loaded = component;
      },
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    ));

  function Lazy(props: Props) {
    const [state, setState] = useState<{ error?: unknown }>({});
    // Not `useEffect`, which waits for the next frame.
    useLayoutEffect(() => {
      if (loaded !== undefined) return undefined;
      let isUnmounted = false;
      const show = (next: typeof state) => {
        if (!isUnmounted) setState(next);
      };
      loadOnce().then(
        () => show({}),
        (error: unknown) => show({ error }),
      );
      return () => {
        isUnmounted = true;
      };
    }, []);
    if (state.error !== undefined) throw state.error;
    const Loaded = loaded;
    return Loaded === undefined ? null : <Loaded {...props} />;
  }
  return Object.assign(Lazy, { preload: () => void loadOnce().catch(() => {}) });
}

/**
 * A lazy component in an error boundary. Outside of one, a failure would be thrown each time the page is rendered, and
 * reporting it renders the page.
 */
export function createLazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const Part = createLazyComponent(load);
  return function LazyPart(props: Props) {
    return (
      <ErrorBoundary of={load}>
        <Part {...props} />
      </ErrorBoundary>
    );
  };
}
