import { HostileText } from '../components/HostileText';
import { Icon } from '../components/Icon';
import { useCut } from '../components/useCut';
import type { ExactText } from '../model/detail/exact-part';
import { useTranslate } from '../format/translate';
import { writeHostile } from '../format/visible-text';

const shownAtFirst = 6_000;

/** JSON with numbers, escapes and member order as they were signed. */
export function ExactJson({ name, exact }: { readonly name: string; readonly exact: ExactText }) {
  const { limit, control } = useCut(exact.text.length, shownAtFirst);
  return (
    <pre class="exact value" aria-label={name} role="region">
      <HostileText text={exact.text.slice(0, limit)} keepLines />
      {control}
    </pre>
  );
}

/** The table has one row per name, with the last value of a duplicate, so this names the duplicates. */
export function DuplicatesWarning({ exact }: { readonly exact: ExactText | undefined }) {
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
