import type { ComponentChildren } from 'preact';
import type { VerdictStatus } from '../../token';
import { Icon, type IconName } from '../components/Icon';
import { RichMessage } from '../components/RichMessage';
import { describeNumber, useTranslate, type MessageKey } from '../format/translate';

const labels: Record<VerdictStatus, MessageKey> = {
  valid: 'verdict_valid',
  invalid: 'verdict_invalid',
  unchecked: 'verdict_unchecked',
};

const icons: Record<VerdictStatus, IconName> = { valid: 'valid', invalid: 'wrong', unchecked: 'unknown' };

interface ResultLineProps {
  readonly status: VerdictStatus;
  /** The number of the signature, if the token has more than one. */
  readonly signatureNumber?: number;
  /** Announced when it changes. */
  readonly isLive?: boolean;
  /** The reason, in whole sentences. */
  readonly children: ComponentChildren;
}

/**
 * The result of a cryptographic check: icon, status and reason. All such results use this component, which ensures that
 * only the status `valid` looks like success.
 */
export function ResultLine({ status, signatureNumber, isLive = false, children }: ResultLineProps) {
  const t = useTranslate();
  const label = <strong>{t(labels[status])}</strong>;
  return (
    <p class={`verdict verdict-${status}`} {...(isLive && { role: 'status' })}>
      <Icon name={icons[status]} />
      <span>
        {signatureNumber === undefined ? (
          <RichMessage name="result_line" params={[label, children]} />
        ) : (
          <RichMessage
            name="result_line_signature"
            params={[describeNumber(signatureNumber, t.language), label, children]}
          />
        )}
      </span>
    </p>
  );
}
