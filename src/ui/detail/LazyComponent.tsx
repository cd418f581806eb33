import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ErrorBoundary } from '../components/ErrorBoundary';

/**
 * A component whose code is loaded when it's first rendered. Renders nothing while loading; throws the error into the
 * nearest error boundary if loading fails.
 */
export function createLazyComponent<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return function LazyComponent(props: Props) {
    const [state, setState] = useState<{ Loaded?: ComponentType<Props>; error?: unknown }>(() =>
      loaded === undefined ? {} : { Loaded: loaded },
    );
    useEffect(() => {
      if (state.Loaded !== undefined) return undefined;
      let isUnmounted = false;
      load().then(
        (Loaded) => {
          loaded = Loaded;
          if (!isUnmounted) setState({ Loaded });
        },
        (error: unknown) => {
          if (!isUnmounted) setState({ error });
        },
      );
      return () => {
        isUnmounted = true;
      };
    }, []);
    if (state.error !== undefined) throw state.error;
    const { Loaded } = state;
    return Loaded === undefined ? null : <Loaded {...props} />;
  };
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
