import { useLayoutEffect } from 'preact/hooks';
import type { Explanation } from '../format/explanation';

/** Facts beyond these would be too much to read. */
const shownAtMost = 12;

export interface MemberTipProps {
  readonly id: string;
  readonly explanation: Explanation;
  readonly onDismiss: () => void;
}

/**
 * The tooltip of a member: its meaning and facts about its value. Escape closes it wherever the focus is, since the
 * mouse may have opened it (WCAG 2.2 §1.4.13).
 */
export function MemberTip({ id, explanation, onDismiss }: MemberTipProps) {
  const { meaning, facts, warning, source } = explanation;
  useLayoutEffect(() => {
    const dismiss = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      // Otherwise Escape would also close the popup or open the drawer of Chromium's DevTools, which listen on the
      // document.
      event.preventDefault();
      event.stopPropagation();
      onDismiss();
    };
    window.addEventListener('keydown', dismiss, { capture: true });
    return () => window.removeEventListener('keydown', dismiss, { capture: true });
  }, [onDismiss]);
  if (meaning === '' && facts.length === 0) return null;
  return (
    <div class="tip" role="tooltip" id={id}>
      {meaning !== '' && <p>{meaning}</p>}
      {facts.length > 0 && (
        <ul>
          {facts.slice(0, shownAtMost).map((fact, index) => (
            <li key={index}>{fact}</li>
          ))}
        </ul>
      )}
      {warning !== undefined && <p class="tip-warning">{warning}</p>}
      {source !== '' && <p class="quiet">{source}</p>}
    </div>
  );
}
