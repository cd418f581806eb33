import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { isRightToLeft } from './is-right-to-left';

/**
 * Roving tabindex for a row of controls: one tab stop, and the arrow keys move the focus (WAI-ARIA APG, toolbar). Not
 * for rows with text fields, which need the arrow keys themselves. With `state`, the tab stop is set again only when that
 * changes: for a row that is rendered often although its controls stay as they are.
 */
export function useArrowFocus(
  row: RefObject<HTMLElement | null>,
  controls = 'button, input',
  state?: string,
) {
  useLayoutEffect(
    () => {
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
      const onFocus = (event: FocusEvent) =>
        setTabStop(enabled().find((control) => control === event.target));
      const onKey = (event: KeyboardEvent) => {
        const all = enabled();
        const at = all.findIndex((control) => control === document.activeElement);
        const right = isRightToLeft(element) ? -1 : 1;
        const to = { ArrowLeft: at - right, ArrowRight: at + right, Home: 0, End: all.length - 1 }[event.key];
        if (at === -1 || to === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        all[(to + all.length) % all.length]?.focus();
      };
      // Controls appear and disappear, and exactly one must be the tab stop: the selected tab, if there are tabs.
      const find = (selector: string) => enabled().find((control) => control.matches(selector));
      setTabStop(
        (element.contains(document.activeElement) ? undefined : find('[aria-selected=true]')) ??
          find('[tabindex="0"]') ??
          enabled()[0],
      );
      element.addEventListener('focusin', onFocus);
      element.addEventListener('keydown', onKey);
      return () => {
        element.removeEventListener('focusin', onFocus);
        element.removeEventListener('keydown', onKey);
      };
    },
    state === undefined ? undefined : [state],
  );
}
