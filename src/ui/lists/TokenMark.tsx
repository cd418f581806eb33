import { Icon, type IconName } from '../components/Icon';
import { readLifetime } from '../format/lifetime';
import { claimsOf } from '../format/token-type';
import { translateCount, useTranslate, type Translate } from '../format/translate';
import type { TokenListRow } from '../model/lists/token-rows';
import type { TokensModel } from '../model/lists/tokens';

interface TokenMarkProps {
  readonly model: TokensModel;
  readonly listed: TokenListRow;
}

/**
 * The most important problem of a token: requests with it were rejected, also with an older token that is folded into its
 * row; its signature is invalid; it has expired.
 */
export function TokenMark({ model, listed }: TokenMarkProps) {
  const t = useTranslate();
  const mark = findMark(t, model, listed);
  return mark === undefined ? null : (
    <span class={`mark mark-${mark.icon}`} title={mark.text}>
      <Icon name={mark.icon} />
      <span class="visually-hidden">{mark.text}</span>
    </span>
  );
}

function findMark(
  t: Translate,
  model: TokensModel,
  { entry: { row, facts }, foldedRejected }: TokenListRow,
): { readonly icon: IconName; readonly text: string } | undefined {
  if (row.rejected > 0) return { icon: 'wrong', text: translateCount(t, 'cell_refused', row.rejected) };
  if (foldedRejected > 0) {
    return { icon: 'wrong', text: translateCount(t, 'mark_folded_rejected', foldedRejected) };
  }
  if (model.verdicts.of(row.id)?.status === 'invalid') return { icon: 'wrong', text: t('verdict_invalid') };
  const { state } = readLifetime(claimsOf(facts.token), model.now, facts.token.header);
  return state === 'expired' ? { icon: 'expired', text: t('mark_expired') } : undefined;
}
