/**
 * Brings an element into view by scrolling only the details or the popup. `scrollIntoView` would also scroll the view that
 * Chrome's DevTools has around the panel, which is some pixels too high, and cut off the toolbar (Chromium 156).
 * `start`: to the top of what's visible. `nearest`: just far enough.
 */
export function scrollInPane(element: Element, to: 'start' | 'nearest'): void {
  let box = element.parentElement;
  while (box && (box.scrollHeight <= box.clientHeight || getComputedStyle(box).overflowY !== 'auto')) {
    box = box.parentElement;
  }
  if (!box) return;
  const style = getComputedStyle(box);
  const edges = box.getBoundingClientRect();
  const { top, bottom } = element.getBoundingClientRect();
  const above = top - edges.top - (Number.parseFloat(style.scrollPaddingTop) || 0);
  const below = bottom - edges.top - box.clientHeight + (Number.parseFloat(style.scrollPaddingBottom) || 0);
  // An element that is higher than what's visible is shown from its start.
  if (to === 'start' || above < 0) box.scrollTop += above;
  else if (below > 0) box.scrollTop += Math.min(above, below);
}
