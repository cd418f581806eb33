import '../style/request.css';
import type { Cause } from '../../traffic';
import { Icon } from '../components/Icon';
import { describeCause, describeCertainty, describeEvidence, describeNextStep } from '../format/causes';
import { useTranslate, type Translate } from '../format/translate';
import type { ShownRejection } from '../model/causes';
import type { CopyingModel } from '../model/detail/copying';
import { writeMarkdown } from './markdown';

export interface RejectionBoxProps {
  readonly shown: ShownRejection;
  readonly copying: CopyingModel;
  /** Opens the rejected request, if the box isn't in its details. */
  readonly onOpen?: () => void;
}

/** Why a request was rejected: the first cause with its evidence and the next step, then other possible ones. */
export function RejectionBox({ shown, copying, onOpen }: RejectionBoxProps) {
  const t = useTranslate();
  const { request, rejection } = shown;
  const [first, ...others] = rejection.causes;
  if (first === undefined) return null;
  const evidence = listEvidence(t, first);
  return (
    <section
      class="rejection"
      aria-label={t('region_rejection')}
      data-cause={first.code}
      data-certainty={first.certainty}
    >
      <p class="rejection-title">
        <Icon name="wrong" />
        <strong>{describeCause(t, first)}</strong>
        <span class="quiet">{describeCertainty(t, first.certainty)}</span>
      </p>
      {evidence.length > 0 && (
        <ul class="rejection-evidence" aria-label={t('rejection_evidence')}>
          {evidence.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      <p>{describeNextStep(t, first)}</p>
      {others.length > 0 && (
        <p class="quiet">
          {t('rejection_others')} {others.map((cause) => describeCause(t, cause)).join(' ')}
        </p>
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
          onClick={() => void copying.copy('rejection', writeMarkdown(t, request, first))}
        >
          {t('rejection_copy')}
        </button>
      </p>
    </section>
  );
}

/** The evidence as sentences, each once. The status is shown beside the request. */
function listEvidence(t: Translate, { evidence }: Cause): readonly string[] {
  const listed = evidence.filter(({ code }) => code !== 'status');
  return [...new Set(listed.map((each) => describeEvidence(t, each)))];
}
