import type { ComponentChildren } from 'preact';
import type { VerdictStatus } from '../../token';
import { Icon, type IconName } from '../components/Icon';
import { useTranslate, type MessageKey } from '../format/translate';

const labels: Record<VerdictStatus, MessageKey> = {
  valid: 'verdict_valid',
  invalid: 'verdict_invalid',
  unchecked: 'verdict_unchecked',
};

const icons: Record<VerdictStatus, IconName> = { valid: 'valid', invalid: 'wrong', unchecked: 'unknown' };

interface ResultLineProps {
  readonly status: VerdictStatus;
  /** What was checked, if the section's heading doesn't name it. Shown in front of the result. */
  readonly about?: string;
  /** Announced when it changes. */
  readonly isLive?: boolean;
  /** The reason, in whole sentences. */
  readonly children: ComponentChildren;
}

/**
 * The result of a cryptographic check: icon, status and reason. All such results use this component, which ensures that
 * only the status `valid` looks like success.
 */
export function ResultLine({ status, about, isLive = false, children }: ResultLineProps) {
  const t = useTranslate();
  return (
    <p class={`verdict verdict-${status}`} {...(isLive && { role: 'status' })}>
      <Icon name={icons[status]} />
      <span>
        {about !== undefined && `${about} `}
        <strong>{t(labels[status])}</strong>: {children}
      </span>
    </p>
  );
}
