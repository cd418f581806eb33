import { useLayoutEffect } from 'preact/hooks';
import type { Explanation } from '../format/explanation';

/** More facts of one value nobody reads. */
const shownAtMost = 12;

export interface MemberTipProps {
  readonly id: string;
  readonly explanation: Explanation;
  readonly onDismiss: () => void;
}

/**
 * What a member means and what can be told of its value, while the mouse or the focus is on it. Escape puts it away
 * wherever the focus is, since it may be the mouse that brought it (WCAG 2.2 §1.4.13).
 */
export function MemberTip({ id, explanation, onDismiss }: MemberTipProps) {
  const { meaning, facts, warning, source } = explanation;
  useLayoutEffect(() => {
    const dismiss = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      // It would close the popup as well, or open the drawer of Chromium's DevTools, which hear it on the document.
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
