import { useTranslate } from '../format/translate';
import { nameToken, nameTokenWithTime } from '../format/token-name';
import type { Entry } from '../model/detail/entry';
import type { PanelModel } from '../model/panel';

/** The token to compare, by its ID in the log. */
export interface CompareChoiceProps {
  readonly model: PanelModel;
  readonly tokenId: number;
}

/** Tokens in the list of each rank: a log can have thousands. */
const maxPerRank = 50;

/** Compares the token with the one before it, or with any other. */
export function CompareChoice({ model, tokenId }: CompareChoiceProps) {
  const t = useTranslate();
  const others = findOthers(model.tokens.entries(), tokenId);
  if (others.length === 0) return null;
  return (
    <p class="compare-choice">
      <CompareButton model={model} tokenId={tokenId} />
      <select
        class="button"
        aria-label={t('compare_select_name')}
        value=""
        onChange={({ currentTarget }) => {
          const otherId = Number(currentTarget.value);
          currentTarget.value = '';
          model.comparison.open(otherId, tokenId);
        }}
      >
        <option value="">{t('compare_select')}</option>
        {others.map((entry) => (
          <option key={entry.row.id} value={entry.row.id}>
            {nameTokenWithTime(t, entry)}
          </option>
        ))}
      </select>
    </p>
  );
}

/** Compares the token with the one before it in its line; nothing if there is none. */
export function CompareButton({ model, tokenId }: CompareChoiceProps) {
  const t = useTranslate();
  const previous = model.comparison.previousOf(tokenId);
  if (previous === undefined) return null;
  return (
    <button type="button" class="button" onClick={() => model.comparison.open(previous.row.id, tokenId)}>
      {t('compare_with', nameToken(t, previous))}
    </button>
  );
}

/** The other tokens: of the same line, then of the same subject, then the rest; the newest ones first. */
export function findOthers(entries: ReadonlyMap<number, Entry>, tokenId: number): readonly Entry[] {
  const token = entries.get(tokenId);
  const ranks: [Entry[], Entry[], Entry[]] = [[], [], []];
  for (const entry of [...entries.values()].sort((a, b) => b.row.lastSeenMs - a.row.lastSeenMs)) {
    if (token === undefined || entry === token) continue;
    const isSameLine = token.row.line !== undefined && token.row.line.id === entry.row.line?.id;
    const rank = isSameLine ? 0 : token.facts.subject === entry.facts.subject ? 1 : 2;
    if (ranks[rank].length < maxPerRank) ranks[rank].push(entry);
  }
  return ranks.flat();
}
