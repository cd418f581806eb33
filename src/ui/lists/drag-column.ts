import { moveColumnTo } from '../model/lists/move-column';
import type { Columns } from './useColumns';

/** A shorter movement is a click. */
const minDistance = 5;

/**
 * Moves a column with the pointer that was pressed on its heading, until it's released. Escape restores the order. The
 * click that ends a movement sorts nothing, because the row of headings captures the pointer until then. `released` is
 * aborted if the pointer was released before this was loaded.
 */
export function dragColumn(
  heading: HTMLElement,
  { pointerId, clientX: startX }: PointerEvent,
  id: string,
  { view, specs, layouts }: Columns,
  released: AbortSignal,
): void {
  const row = heading.parentElement;
  if (row === null || released.aborted) return;
  const before = layouts.of(view);
  const ending = new AbortController();
  const { signal } = ending;
  let isCanceled = false;
  const end = () => {
    ending.abort();
    delete heading.dataset['moving'];
    if (row.hasPointerCapture(pointerId)) row.releasePointerCapture(pointerId);
    const after = layouts.of(view);
    if (after !== before) layouts.set(view, after);
  };
  const cancel = () => {
    isCanceled = true;
    layouts.preview(view, before);
  };
  const move = (clientX: number) => {
    const target = findHeading(row, clientX);
    if (target === undefined || target === heading) return;
    const box = target.getBoundingClientRect();
    const { left, width } = heading.getBoundingClientRect();
    // Only when it won't be under another heading afterwards, or the two would change places with each movement.
    if (box.left > left ? clientX < box.right - width : clientX > box.left + width) return;
    const layout = layouts.of(view);
    const order = moveColumnTo(specs, layout, id, target.dataset['column'] ?? '');
    if (order) layouts.preview(view, { ...layout, order });
  };
  const listen = <Name extends 'pointermove' | 'pointerup' | 'pointercancel' | 'keydown'>(
    name: Name,
    listener: (event: WindowEventMap[Name]) => void,
  ) => addEventListener(name, listener, { signal, capture: true });
  listen('pointermove', (event) => {
    if (event.pointerId !== pointerId || isCanceled) return;
    if (event.buttons === 0) return end();
    if (!row.hasPointerCapture(pointerId)) {
      if (Math.abs(event.clientX - startX) < minDistance) return;
      row.setPointerCapture(pointerId);
      heading.dataset['moving'] = '';
    }
    move(event.clientX);
  });
  listen('pointerup', (event) => {
    if (event.pointerId === pointerId) end();
  });
  listen('pointercancel', (event) => {
    if (event.pointerId !== pointerId) return;
    cancel();
    end();
  });
  listen('keydown', (event) => {
    if (event.key !== 'Escape' || !row.hasPointerCapture(pointerId)) return;
    event.preventDefault();
    event.stopPropagation();
    cancel();
  });
}

/** The heading at this position, except for that of the marks, which stays the first. */
function findHeading(row: Element, clientX: number): HTMLElement | undefined {
  return [...row.querySelectorAll<HTMLElement>('[data-column]:not(.cell-mark, .cell-dropped)')].find(
    (heading) => {
      const { left, right } = heading.getBoundingClientRect();
      return clientX >= left && clientX < right;
    },
  );
}
