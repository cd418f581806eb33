import '../style/request.css';
import type { Cause, PanelSession } from '../../traffic';
import { Icon } from '../components/Icon';
import { describeCause, describeCertainty, describeEvidence, describeNextStep } from '../format/causes';
import { useTranslate, type Translate } from '../format/translate';
import type { ShownRejection } from '../model/causes';
import type { CopyingModel } from '../model/detail/copying';
import { readExchange } from '../model/read-exchange';

/** The rejected request, and the session that knows its evidence. */
export interface RejectionBoxProps {
  readonly shown: ShownRejection;
  readonly call: PanelSession['call'];
  readonly copying: CopyingModel;
  /** Opens the rejected request, if the box isn't in its details. */
  readonly onOpen?: () => void;
}

/** Why a request was rejected: the first cause with its evidence and the next step, then other possible ones. */
export function RejectionBox({ shown, call, copying, onOpen }: RejectionBoxProps) {
  const t = useTranslate();
  const [first, ...others] = shown.rejection.causes;
  if (first === undefined) return null;
  return (
    <section
      class={onOpen ? 'rejection rejection-of-token' : 'rejection'}
      aria-label={t('region_rejection')}
      data-cause={first.code}
      data-certainty={first.certainty}
    >
      <p class="rejection-title">
        <Icon name="wrong" />
        <strong>{describeCause(t, first)}</strong>
        <span class="quiet">{describeCertainty(t, first.certainty)}</span>
      </p>
      <CauseFacts cause={first} />
      {others.length > 0 && (
        <div class="rejection-others" role="group" aria-label={t('rejection_others')}>
          <p class="quiet">{t('rejection_others')}</p>
          {others.map((cause) => (
            <details key={`${shown.request.id} ${cause.code}`}>
              <summary>
                {describeCause(t, cause)} <span class="quiet">{describeCertainty(t, cause.certainty)}</span>
              </summary>
              <CauseFacts cause={cause} />
            </details>
          ))}
        </div>
      )}
      <p class="rejection-actions">
        {onOpen && (
          <button type="button" class="text-button" onClick={onOpen}>
            {t('request_open')}
          </button>
        )}
        <button
          type="button"
          class="button"
          title={t('rejection_copy_title')}
          onClick={() => void copyMarkdown(t, shown, call, copying)}
        >
          {t('rejection_copy')}
        </button>
      </p>
    </section>
  );
}

/** The evidence for a cause, and the next step. */
function CauseFacts({ cause }: { readonly cause: Cause }) {
  const t = useTranslate();
  const evidence = listEvidence(t, cause);
  return (
    <>
      {evidence.length > 0 && (
        <ul class="rejection-evidence" aria-label={t('rejection_evidence')}>
          {evidence.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      <p>{describeNextStep(t, cause)}</p>
    </>
  );
}

async function copyMarkdown(
  t: Translate,
  shown: ShownRejection,
  call: PanelSession['call'],
  copying: CopyingModel,
): Promise<void> {
  const [{ writeMarkdown }, exchange] = await Promise.all([
    import('./markdown'),
    readExchange(call, shown.request.id),
  ]);
  await copying.copy('rejection', await writeMarkdown(t, shown, exchange));
}

/** The evidence as sentences, each once. The status is shown beside the request. */
function listEvidence(t: Translate, { evidence }: Cause): readonly string[] {
  const listed = evidence.filter(({ code }) => code !== 'status');
  return [...new Set(listed.map((each) => describeEvidence(t, each)))];
}
