import type { Lifetime } from '../../token';
import { useTranslate } from '../format/translate';
import { describeSpan } from '../format/span';

interface LifetimeSpanProps {
  readonly lifetime: Lifetime;
  readonly nowSeconds: number;
  readonly sentAtMs: number | undefined;
}

/**
 * A time line from issue to expiry, with marks for the last request and for now. Hidden from screen readers: the text
 * beside it has the same facts.
 */
export function LifetimeSpan({ lifetime, nowSeconds, sentAtMs }: LifetimeSpanProps) {
  const t = useTranslate();
  const span = describeSpan(lifetime, nowSeconds, sentAtMs === undefined ? undefined : sentAtMs / 1_000);
  if (!span) return null;
  return (
    <div class="span" aria-hidden="true">
      <div class="span-line" />
      {span.end < 100 && <div class="span-over" style={{ left: `${span.end}%` }} />}
      <div class="span-spent" style={{ width: `${Math.min(span.now, span.end)}%` }} />
      <div class="span-end" style={{ left: '0' }} />
      <div class="span-end" style={{ left: `${span.end}%` }} />
      {span.sent !== undefined && (
        <div class="span-mark span-sent" style={`--at: ${span.sent}%`}>
          {t('lifetime_sent')}
        </div>
      )}
      <div class="span-mark span-now" style={`--at: ${span.now}%`}>
        {t('lifetime_now')}
      </div>
    </div>
  );
}
