import { signal } from '@preact/signals';
import type { View } from '../../../traffic';
import type { LayoutCommands, ListLayout } from '../../commands';

/** The columns of the lists, as the user arranged them in this or an earlier session. */
export interface LayoutsModel {
  /** Reading it in a computation subscribes to its changes. */
  of(view: View): ListLayout;
  set(view: View, layout: ListLayout): void;
  /** As {@link LayoutsModel.set}, but without storing it: the change goes on. */
  preview(view: View, layout: ListLayout): void;
}

/** Loads the stored layouts. What the user changes before they arrive is kept. */
export function createLayouts(
  { loadLayouts, saveLayout }: LayoutCommands,
  reportFailure: (reason: string) => void,
): LayoutsModel {
  const layouts = signal<Partial<Record<View, ListLayout>>>({});
  void loadLayouts().then((stored) => (layouts.value = { ...stored, ...layouts.peek() }));
  const preview = (view: View, layout: ListLayout) => {
    layouts.value = { ...layouts.peek(), [view]: layout };
  };
  return {
    of: (view) => layouts.value[view] ?? {},
    preview,
    set(view, layout) {
      preview(view, layout);
      // Nobody waits for a success, and it would remove another message.
      void saveLayout(view, layout).then((result) => {
        if (!result.ok) reportFailure(result.reason);
      });
    },
  };
}
