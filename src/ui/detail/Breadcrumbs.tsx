import { Fragment } from 'preact';
import { describeTokenType, type Token } from '../../token';
import type { NestedTokensModel } from '../model/detail/nested-tokens';
import { useTranslate } from '../format/translate';
import { typeLabels } from '../format/token-type';

/** ID of the heading with the token's subject. */
export const summaryId = 'summary-heading';

/**
 * Call this after another token is shown: the button that was clicked is gone, so the focus moves to the new heading.
 */
export function focusSummary(): void {
  document.getElementById(summaryId)?.focus();
}

/** Breadcrumbs: one button for each enclosing token of the shown one. Renders nothing for an outermost token. */
export function Breadcrumbs({ nestedTokens }: { readonly nestedTokens: NestedTokensModel }) {
  const t = useTranslate();
  const enclosing = nestedTokens.enclosing.value;
  if (enclosing.length === 0) return null;
  return (
    <nav class="breadcrumbs" aria-label={t('breadcrumbs_name')}>
      {t('breadcrumbs_inside')}{' '}
      {enclosing.map((token, index) => (
        <Fragment key={index}>
          {index > 0 && <span aria-hidden="true">›</span>}
          <button
            type="button"
            class="text-button"
            onClick={() => {
              nestedTokens.returnTo(index);
              focusSummary();
            }}
          >
            {t(typeLabels[typeOf(token)].long)}
          </button>
        </Fragment>
      ))}
    </nav>
  );
}

function typeOf(token: Token) {
  return token.kind === 'malformed' ? 'malformed' : describeTokenType(token).type;
}
