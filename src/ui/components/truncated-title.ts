/** Adds the tooltip of a text with an ellipsis. Call it on mouse enter. A fully visible text needs no tooltip. */
export function setTitleIfTruncated(element: HTMLElement): void {
  element.title = element.scrollWidth > element.clientWidth ? (element.textContent ?? '') : '';
}
