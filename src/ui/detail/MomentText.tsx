import type { ReadonlySignal } from '@preact/signals';
import { useTranslate } from '../format/translate';
import { describeMoment, describeDistance } from '../format/time';

interface MomentTextProps {
  readonly seconds: number;
  /** Adds the relative time, which is updated every second. */
  readonly now?: ReadonlySignal<number>;
}

/** A NumericDate (RFC 7519 §2) as relative time, and in the time zone of the settings. */
export function MomentText({ seconds, now }: MomentTextProps) {
  const t = useTranslate();
  const moment = describeMoment(seconds * 1_000);
  if (!moment) return <span class="moment">{t('moment_impossible')}</span>;
  return (
    <span class="moment">
      {now && <span class="quiet">{describeDistance(t, seconds - now.value / 1_000)}</span>}
      <time>{moment.local}</time>
    </span>
  );
}
