import type { SanitizedSummary } from '../../traffic';
import { HostileText } from '../components/HostileText';
import { describeDropped, describeReplaced, describeSecretKind } from '../format/sources/sanitized';
import { useTranslate } from '../format/translate';

interface SavePreviewProps {
  /** Undefined until it's known. */
  readonly summary: SanitizedSummary | 'failed' | undefined;
  /** Called when a claim is selected or deselected. */
  readonly onDecide: (name: string, isReplaced: boolean) => void;
}

/** What a sanitized file replaces, an example of each kind, and the claims to select. */
export function SavePreview({ summary, onDecide }: SavePreviewProps) {
  const t = useTranslate();
  if (summary === undefined) return <p>{t('save_preview_reading')}</p>;
  if (summary === 'failed') {
    return (
      <>
        <p>{t('save_preview_failed')}</p>
        <p class="quiet">{t('save_review')}</p>
      </>
    );
  }
  const { samples, claims } = summary;
  const dropped = describeDropped(t, summary.dropped);
  return (
    <div class="save-preview">
      <p>{describeReplaced(t, summary.counts)}</p>
      {dropped !== '' && <p>{dropped}</p>}
      {samples.length > 0 && (
        <dl class="save-samples" aria-label={t('save_samples')}>
          {samples.map(({ kind, before, after }) => (
            <div key={kind}>
              <dt>{describeSecretKind(t, kind)}</dt>
              <dd>
                <code>
                  <HostileText text={before} />
                </code>{' '}
                →{' '}
                <code>
                  <HostileText text={after} />
                </code>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {claims.length > 0 && (
        <details class="save-claims">
          <summary>{t('save_claims')}</summary>
          <fieldset aria-label={t('save_claims')}>
            {claims.map(({ name, isReplaced }) => (
              <label key={name}>
                <input type="checkbox" checked={isReplaced} onChange={() => onDecide(name, !isReplaced)} />
                <HostileText text={name} />
              </label>
            ))}
          </fieldset>
        </details>
      )}
      <p class="quiet">{t('save_review')}</p>
    </div>
  );
}
