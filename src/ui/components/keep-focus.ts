/** The parts of a screen in which the focus stays, innermost first, each with what takes it, best first. */
const parts: readonly (readonly [part: string, ...targets: readonly string[]])[] = [
  ['.keyring', '.keyring h1'],
  ['.comparison', '.comparison h1'],
  ['.detail', '.detail'],
  ['.try-box', '.try-box textarea'],
  ['.options form', '.options form input'],
  ['.options section', '.options section :is(h1, h2)'],
  ['.app', '.grid', '.options h1', '.welcome h1', '.paste textarea', 'button'],
];

/** Only on the options page, where buttons are disabled when nothing is left to do: elsewhere, also while they work. */
const disabled = '.options :disabled';

/** How long a part may be missing, such as the details while those of another token are loaded. */
const maxMissingMs = 500;

/**
 * Moves the focus when the focused element is removed, hidden or disabled, such as a button that can be used once. Otherwise
 * the next press of Tab would begin at the start of the page. Returns a function that ends it.
 */
export function keepFocus(root: HTMLElement): () => void {
  let last: Element | undefined;
  /** Index of the innermost part that `last` is in: when it's removed, it may be in none. */
  let from = 0;
  /** The element of that part, since a page can have several. */
  let partElement: Element | null | undefined;
  let leftAtMs: number | undefined;
  const isLeft = () => {
    const { activeElement } = document;
    return activeElement === document.body || activeElement === null || activeElement.matches(disabled);
  };
  const isThere = () => last?.isConnected === true && last.checkVisibility() && !last.matches(disabled);
  const onFocusIn = ({ target }: FocusEvent) => {
    if (!(target instanceof Element)) return;
    last = target;
    leftAtMs = undefined;
    from = parts.findIndex(([part]) => target.closest(part) !== null);
    partElement = target.closest(parts[from]?.[0] ?? ':root');
  };
  // The user has clicked beside it.
  const onFocusOut = () => queueMicrotask(() => isLeft() && isThere() && (last = undefined));
  // The user has clicked elsewhere, after the element was removed while another window had the focus.
  const onPointerDown = () => isLeft() && (last = undefined);
  const findTarget = ([, ...targets]: readonly [part: string, ...targets: readonly string[]]) => {
    for (const target of targets) {
      const all = [...root.querySelectorAll<HTMLElement>(target)].filter((each) => each.checkVisibility());
      const element = all.find((each) => partElement?.contains(each)) ?? all[0];
      if (element !== undefined) return element;
    }
    return undefined;
  };
  let frame = 0;
  const restore = () => {
    // Taking the focus would steal it from the part of DevTools that has it.
    if (last === undefined || !isLeft() || isThere() || !document.hasFocus()) return;
    for (const part of parts.slice(Math.max(0, from))) {
      const element = findTarget(part);
      if (element !== undefined) {
        if (!element.matches('button, input, textarea, [tabindex]')) element.tabIndex = -1;
        element.focus({ preventScroll: true });
        return;
      }
      if (leftAtMs !== undefined && performance.now() - leftAtMs < maxMissingMs) {
        frame = requestAnimationFrame(restore);
        return;
      }
    }
    last = undefined;
  };
  // In the next frame, so that the code that removes it can move the focus itself.
  const observer = new MutationObserver(() => {
    if (last === undefined || !isLeft()) return;
    leftAtMs ??= performance.now();
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(restore);
  });
  observer.observe(root, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['hidden', 'disabled'],
  });
  root.addEventListener('focusin', onFocusIn);
  root.addEventListener('focusout', onFocusOut);
  document.addEventListener('pointerdown', onPointerDown, true);
  return () => {
    observer.disconnect();
    cancelAnimationFrame(frame);
    root.removeEventListener('focusin', onFocusIn);
    root.removeEventListener('focusout', onFocusOut);
    document.removeEventListener('pointerdown', onPointerDown, true);
  };
}
