import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/**
 * Makes a component of one whose code is loaded when it is first drawn. Draws nothing until it is there, and throws
 * into the fault boundary when it cannot be loaded.
 */
export function createLazyComponent<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return function LazyComponent(props: Props) {
    const [state, setState] = useState<{ Loaded?: ComponentType<Props>; fault?: unknown }>(() =>
      loaded === undefined ? {} : { Loaded: loaded },
    );
    useEffect(() => {
      if (state.Loaded !== undefined) return undefined;
      let isGone = false;
      load().then(
        (Loaded) => {
          loaded = Loaded;
          if (!isGone) setState({ Loaded });
        },
        (fault: unknown) => {
          if (!isGone) setState({ fault });
        },
      );
      return () => {
        isGone = true;
      };
    }, []);
    if (state.fault !== undefined) throw state.fault;
    const { Loaded } = state;
    return Loaded === undefined ? null : <Loaded {...props} />;
  };
}
