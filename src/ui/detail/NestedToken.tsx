import { describeTokenType, type Token } from '../../token';
import type { NestedTokensModel } from '../model/detail/nested-tokens';
import { useTranslate } from '../format/translate';
import { typeLabels } from '../format/token-type';
import { writeHostile } from '../format/visible-text';
import { focusSummary } from './Breadcrumbs';

interface NestedTokenProps {
  readonly nestedTokens: NestedTokensModel;
  readonly token: Token;
  /** Where it is in the claims or the header, if that isn't obvious. */
  readonly path?: string | undefined;
}

/** The type of a token that the shown one contains, with a button to open it. */
export function NestedToken({ nestedTokens, token, path }: NestedTokenProps) {
  const t = useTranslate();
  const type = token.kind === 'malformed' ? 'malformed' : describeTokenType(token).type;
  return (
    <p class="nested">
      <span>{t('nested_inside', t(typeLabels[type].long))}</span>{' '}
      <button
        type="button"
        class="button"
        onClick={() => {
          nestedTokens.enter(token);
          focusSummary();
        }}
      >
        {path === undefined ? t('nested_open') : t('nested_open_at', writeHostile(path.slice(0, 200)))}
      </button>
    </p>
  );
}
