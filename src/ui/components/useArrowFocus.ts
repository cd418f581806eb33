import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/**
 * Roving tabindex for a row of controls: one tab stop, and the arrow keys move the focus (WAI-ARIA APG, toolbar). Not
 * for rows with text fields, which need the arrow keys themselves.
 */
export function useArrowFocus(row: RefObject<HTMLElement | null>, controls = 'button, input') {
  useLayoutEffect(() => {
    const element = row.current;
    if (!element) return;
    const enabled = () =>
      [...element.querySelectorAll<HTMLElement>(controls)].filter(
        // A control that's hidden in a narrow panel can't take the focus: the arrow keys would be stuck before it.
        (control) => !control.matches(':disabled') && control.checkVisibility(),
      );
    const setTabStop = (target: Element | undefined) => {
      for (const control of enabled()) control.tabIndex = control === target ? 0 : -1;
    };
    const onFocus = (event: FocusEvent) => setTabStop(enabled().find((control) => control === event.target));
    const onKey = (event: KeyboardEvent) => {
      const all = enabled();
      const at = all.findIndex((control) => control === document.activeElement);
      const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: all.length - 1 }[event.key];
      if (at === -1 || to === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      all[(to + all.length) % all.length]?.focus();
    };
    // Runs after every render: controls appear and disappear, and exactly one must be the tab stop.
    setTabStop(enabled().find((control) => control.getAttribute('tabindex') === '0') ?? enabled()[0]);
    element.addEventListener('focusin', onFocus);
    element.addEventListener('keydown', onKey);
    return () => {
      element.removeEventListener('focusin', onFocus);
      element.removeEventListener('keydown', onKey);
    };
  });
}
