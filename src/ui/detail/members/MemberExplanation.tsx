import { SourceText } from '../../components/SourceText';
import type { Explanation } from '../../format/explanation';

/** Facts beyond these would be too much to read. */
const maxShown = 12;

interface MemberExplanationProps {
  readonly id: string;
  readonly explanation: Explanation;
}

/** What a member means, if its row has no room for it, facts about its value, and a common mistake. */
export function MemberExplanation({ id, explanation }: MemberExplanationProps) {
  const { meaning, facts, warning, source } = explanation;
  return (
    <div class="explanation" id={id}>
      {/* In a wide table, the row shows all of it. */}
      {meaning !== '' && <p class="explanation-meaning">{meaning}</p>}
      {facts.length > 0 && (
        <ul>
          {facts.slice(0, maxShown).map((fact, index) => (
            <li key={index}>{fact}</li>
          ))}
        </ul>
      )}
      {warning !== undefined && <p class="explanation-warning">{warning}</p>}
      {source !== '' && (
        <p class="quiet">
          <SourceText text={source} />
        </p>
      )}
    </div>
  );
}
