import { describeTokenType, type Token } from '../../token';
import type { WalkModel } from '../model/detail/nested-tokens';
import { useTranslate } from '../format/translate';
import { typeLabels } from '../format/token-type';

/** The heading that says whose token is shown. */
export const summaryId = 'summary-heading';

/** Walking replaces what was clicked: the focus goes to the beginning of what is shown then. */
export function startReading(): void {
  document.getElementById(summaryId)?.focus();
}

/** The tokens around the one that is shown, and the way back to each. Nothing where there are none. */
export function Breadcrumbs({ walk }: { readonly walk: WalkModel }) {
  const say = useTranslate();
  const around = walk.around.value;
  if (around.length === 0) return null;
  return (
    <nav class="trail" aria-label={say('trail_name')}>
      {say('trail_inside')}{' '}
      {around.map((token, place) => (
        <button
          key={place}
          type="button"
          class="text-button"
          onClick={() => {
            walk.leaveTo(place);
            startReading();
          }}
        >
          {say(typeLabels[kindOf(token)].long)}
        </button>
      ))}
    </nav>
  );
}

function kindOf(token: Token) {
  return token.kind === 'malformed' ? 'malformed' : describeTokenType(token).type;
}
