import { signal, type Signal } from '@preact/signals';
import type { PanelCommand, ScreenLayout } from '../../traffic';

/** How the lists are shown while DevTools is open. */
export interface LayoutSignal extends Signal<ScreenLayout> {
  /** Changes parts of it, and sends it to the session for the next panel. */
  change(parts: ScreenLayout): void;
}

/** A layout that is empty until the session's is set. Setting the value doesn't send it; `change` does. */
export function createLayoutSignal(send: (command: PanelCommand) => void): LayoutSignal {
  const layout = signal<ScreenLayout>({});
  return Object.assign(layout, {
    change(parts: ScreenLayout) {
      layout.value = { ...layout.peek(), ...parts };
      send({ type: 'layout', layout: layout.peek() });
    },
  });
}
