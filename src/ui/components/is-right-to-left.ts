/** Whether text, columns and rows of controls start on the right of an element. */
export function isRightToLeft(element: Element): boolean {
  return getComputedStyle(element).direction === 'rtl';
}
