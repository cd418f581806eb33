import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/**
 * One tab stop for a row of controls, which the arrow keys walk (WAI-ARIA APG, toolbar). Text fields keep their arrow
 * keys: they stand outside such a row.
 */
export function useArrowFocus(row: RefObject<HTMLElement | null>, controls = 'button, input') {
  useLayoutEffect(() => {
    const element = row.current;
    if (!element) return;
    const enabled = () =>
      [...element.querySelectorAll<HTMLElement>(controls)].filter(
        // What has given way in a narrow panel takes no focus: the arrow keys would be stuck before it.
        (control) => !control.matches(':disabled') && control.checkVisibility(),
      );
    const stopAt = (target: Element | undefined) => {
      for (const control of enabled()) control.tabIndex = control === target ? 0 : -1;
    };
    const onFocus = (event: FocusEvent) => stopAt(enabled().find((control) => control === event.target));
    const onKey = (event: KeyboardEvent) => {
      const all = enabled();
      const at = all.findIndex((control) => control === document.activeElement);
      const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: all.length - 1 }[event.key];
      if (at === -1 || to === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      all[(to + all.length) % all.length]?.focus();
    };
    // Controls come and go with what the panel shows, and there must always be exactly one to tab to.
    stopAt(enabled().find((control) => control.getAttribute('tabindex') === '0') ?? enabled()[0]);
    element.addEventListener('focusin', onFocus);
    element.addEventListener('keydown', onKey);
    return () => {
      element.removeEventListener('focusin', onFocus);
      element.removeEventListener('keydown', onKey);
    };
  });
}
