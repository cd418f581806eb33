/**
 * The zero-based index in an element's text of the character at a point of the window; undefined if there is none, or if
 * the element shows other characters than its text has.
 */
export function findCharacterAt(element: HTMLElement, x: number, y: number): number | undefined {
  const caret = document.caretPositionFromPoint(x, y);
  if (!caret || !element.contains(caret.offsetNode) || element.querySelector('.escape')) return undefined;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let before = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { length } = node.nodeValue ?? '';
    if (node === caret.offsetNode) {
      // The caret is before the character in its left half, and after it in its right half.
      const isAfter = caret.offset > 0 && isIn(node, caret.offset - 1, x, y);
      const index = caret.offset - (isAfter ? 1 : 0);
      return isAfter || (index < length && isIn(node, index, x, y)) ? before + index : undefined;
    }
    before += length;
  }
  return undefined;
}

function isIn(node: Node, index: number, x: number, y: number): boolean {
  const range = document.createRange();
  range.setStart(node, index);
  range.setEnd(node, index + 1);
  return [...range.getClientRects()].some(
    ({ left, right, top, bottom }) => left <= x && x < right && top <= y && y < bottom,
  );
}
