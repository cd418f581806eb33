import type { Verdict, VerdictStatus } from '../../token';
import { Icon, type IconName } from '../components/Icon';
import { useTranslate, type Translate } from '../format/translate';
import { describeVerdict } from '../format/verdict';
import { writeHost } from '../format/visible-text';

const icons: Record<VerdictStatus, IconName> = { valid: 'valid', invalid: 'wrong', unchecked: 'unknown' };

/** Whether the signature is verified, and with whose key. Until the verdict is known, it isn't verified. */
export function SignatureCell({ verdict }: { readonly verdict: Verdict | undefined }) {
  const t = useTranslate();
  const status = verdict?.status ?? 'unchecked';
  return (
    <div
      role="gridcell"
      class={`cell cell-signature signature-${status}`}
      title={verdict && describeVerdict(t, verdict)}
    >
      <Icon name={icons[status]} />
      <span>{describeStatus(t, status, verdict?.keySet?.host)}</span>
    </div>
  );
}

function describeStatus(t: Translate, status: VerdictStatus, host: string | undefined): string {
  if (status !== 'valid') return t(status === 'invalid' ? 'verdict_invalid' : 'verdict_unchecked');
  return host === undefined ? t('cell_verified_entered') : t('cell_verified', writeHost(host));
}
