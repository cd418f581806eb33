import type { Verdict, VerdictStatus } from '../../token';
import type { KeyOrigin } from '../../traffic';
import { Icon, type IconName } from '../components/Icon';
import { useTranslate, type MessageKey, type Translate } from '../format/translate';
import { describeVerdict } from '../format/verdict';
import { writeHost } from '../format/visible-text';

const icons: Record<VerdictStatus, IconName> = { valid: 'valid', invalid: 'wrong', unchecked: 'unknown' };

const enteredKeys: Record<KeyOrigin, MessageKey> = {
  pasted: 'cell_verified_pasted',
  dropped: 'cell_verified_dropped',
  fetched: 'cell_verified_fetched',
  generated: 'cell_verified_generated',
  selected: 'cell_verified_selected',
};

interface SignatureCellProps {
  readonly verdict: Verdict | undefined;
  /** Where the key is from, if the user entered it. */
  readonly origin: KeyOrigin | undefined;
  readonly class: string;
}

/** Whether the signature is verified, and with whose key. Until the verdict is known, it isn't verified. */
export function SignatureCell({ verdict, origin, class: name }: SignatureCellProps) {
  const t = useTranslate();
  const status = verdict?.status ?? 'unchecked';
  return (
    <div role="gridcell" class={`${name} signature-${status}`} title={verdict && describeVerdict(t, verdict)}>
      <Icon name={icons[status]} />
      <span>{describeStatus(t, status, verdict?.keySet?.host, origin)}</span>
    </div>
  );
}

function describeStatus(
  t: Translate,
  status: VerdictStatus,
  host: string | undefined,
  origin: KeyOrigin = 'pasted',
): string {
  if (status !== 'valid') return t(status === 'invalid' ? 'verdict_invalid' : 'verdict_unchecked');
  if (host === '') return t('cell_verified_kept');
  return host === undefined ? t(enteredKeys[origin]) : t('cell_verified', writeHost(host));
}
