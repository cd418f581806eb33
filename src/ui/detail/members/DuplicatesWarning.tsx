import { Icon } from '../../components/Icon';
import type { ExactPart } from '../../model/detail/exact-part';
import { useTranslate } from '../../format/translate';
import { writeHostile } from '../../format/visible-text';

/** The table has one row per name, with the last value of a duplicate, so this names the duplicates. */
export function DuplicatesWarning({ exact }: { readonly exact: ExactPart | undefined }) {
  const t = useTranslate();
  if (!exact || exact.duplicates.length === 0) return null;
  const names = new Intl.ListFormat(t.language, { type: 'unit' }).format(
    exact.duplicates.map((name) => writeHostile(name.slice(0, 60))),
  );
  return (
    <p class="verdict verdict-warning">
      <Icon name="warning" />
      <span>{t('exact_duplicates', names)}</span>
    </p>
  );
}
