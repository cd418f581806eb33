import type { ReadonlySignal } from '@preact/signals';
import { useTranslate } from '../format/translate';
import { describeMoment, describeDistance } from '../format/time';

export interface MomentTextProps {
  readonly seconds: number;
  /** Says also how far away it is; ticks. */
  readonly now?: ReadonlySignal<number>;
}

/** A NumericDate as a person reads it: local time, UTC, and how far away. */
export function MomentText({ seconds, now }: MomentTextProps) {
  const t = useTranslate();
  const moment = describeMoment(seconds * 1_000);
  if (!moment) return <span class="moment">{t('moment_impossible')}</span>;
  return (
    <span class="moment">
      {now && <span class="quiet">{describeDistance(t, seconds - now.value / 1_000)}</span>}
      <time>{moment.local}</time>
      {moment.utc !== moment.local && <time>{moment.utc}</time>}
    </span>
  );
}
