import { describeTokenType, type Token } from '../../token';
import type { NestedTokensModel } from '../model/detail/nested-tokens';
import { useTranslate } from '../format/translate';
import { typeLabels } from '../format/token-type';

/** The heading that says whose token is shown. */
export const summaryId = 'summary-heading';

/** Walking replaces what was clicked: the focus goes to the beginning of what is shown then. */
export function focusSummary(): void {
  document.getElementById(summaryId)?.focus();
}

/** The tokens around the one that is shown, and the way back to each. Nothing where there are none. */
export function Breadcrumbs({ nestedTokens }: { readonly nestedTokens: NestedTokensModel }) {
  const t = useTranslate();
  const enclosing = nestedTokens.enclosing.value;
  if (enclosing.length === 0) return null;
  return (
    <nav class="breadcrumbs" aria-label={t('trail_name')}>
      {t('trail_inside')}{' '}
      {enclosing.map((token, place) => (
        <button
          key={place}
          type="button"
          class="text-button"
          onClick={() => {
            nestedTokens.returnTo(place);
            focusSummary();
          }}
        >
          {t(typeLabels[kindOf(token)].long)}
        </button>
      ))}
    </nav>
  );
}

function kindOf(token: Token) {
  return token.kind === 'malformed' ? 'malformed' : describeTokenType(token).type;
}
