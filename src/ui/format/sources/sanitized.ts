import { dropReasons, type DropReason, type SanitizedCounts, type SanitizedSummary } from '../../../traffic';
import { translateCount, type Translate } from '../translate';

type SecretKind = keyof SanitizedCounts;

const kinds: readonly SecretKind[] = ['signature', 'encryption', 'credential', 'cookie', 'claim'];

function describeCount(t: Translate, kind: SecretKind, count: number): string {
  switch (kind) {
    case 'signature':
      return translateCount(t, 'save_count_signature', count);
    case 'encryption':
      return translateCount(t, 'save_count_encryption', count);
    case 'credential':
      return translateCount(t, 'save_count_credential', count);
    case 'cookie':
      return translateCount(t, 'save_count_cookie', count);
    case 'claim':
      return translateCount(t, 'save_count_claim', count);
  }
}

function describeReason(t: Translate, reason: DropReason, count: number): string {
  switch (reason) {
    case 'binary':
      return translateCount(t, 'save_dropped_binary', count);
    case 'compressed':
      return translateCount(t, 'save_dropped_compressed', count);
    case 'cut':
      return translateCount(t, 'save_dropped_cut', count);
    case 'unsafe':
      return translateCount(t, 'save_dropped_unsafe', count);
  }
}

/** How many values of each kind a sanitized file replaces. */
export function describeReplaced(t: Translate, counts: SanitizedCounts): string {
  const texts = kinds.filter((kind) => counts[kind] > 0).map((kind) => describeCount(t, kind, counts[kind]));
  if (texts.length === 0) return t('save_replaced_none');
  return t('save_replaced', new Intl.ListFormat(t.language, { type: 'conjunction' }).format(texts));
}

/** Of which bodies and messages a sanitized file has only the tokens; empty if there are none. */
export function describeDropped(t: Translate, dropped: SanitizedSummary['dropped']): string {
  const texts = dropReasons.flatMap((reason) => {
    const count = dropped[reason] ?? 0;
    return count > 0 ? [describeReason(t, reason, count)] : [];
  });
  if (texts.length === 0) return '';
  return t('save_dropped', new Intl.ListFormat(t.language, { type: 'conjunction' }).format(texts));
}

/** The kind of a secret that a sanitized file replaces, as a label. */
export function describeSecretKind(t: Translate, kind: SecretKind): string {
  switch (kind) {
    case 'signature':
      return t('save_kind_signature');
    case 'encryption':
      return t('save_kind_encryption');
    case 'credential':
      return t('save_kind_credential');
    case 'cookie':
      return t('save_kind_cookie');
    case 'claim':
      return t('save_kind_claim');
  }
}
