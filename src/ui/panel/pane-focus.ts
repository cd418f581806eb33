/** Moves the focus from a row of a list to the details, where the arrow keys scroll. */
export function focusDetail({ target }: Event) {
  const panes = target instanceof Element ? target.closest('.panes') : undefined;
  const detail =
    panes?.querySelector<HTMLElement>('.comparison') ?? panes?.querySelector<HTMLElement>('.detail');
  if (!detail) return;
  detail.tabIndex = -1;
  detail.focus({ preventScroll: true });
}

/** Moves the focus back from the details to the row. Returns whether there is a list. */
export function focusList({ target }: Event): boolean {
  const detail = target instanceof Element ? target.closest('.panes > .detail') : undefined;
  const grid = detail?.parentElement?.querySelector<HTMLElement>('.grid');
  grid?.focus({ preventScroll: true });
  return grid !== null && grid !== undefined;
}
