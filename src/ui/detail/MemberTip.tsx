import type { Explanation } from '../words/explanation';

/** More facts of one value nobody reads. */
const shownAtMost = 12;

/** What a member means and what can be told of its value, while the mouse or the focus is on it. */
export function MemberTip({ explanation }: { readonly explanation: Explanation }) {
  const { meaning, facts, warning, source } = explanation;
  if (meaning === '' && facts.length === 0) return null;
  return (
    <div class="tip" role="tooltip">
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
