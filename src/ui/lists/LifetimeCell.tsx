import '../style/lifetime.css';
import type { ReadonlySignal } from '@preact/signals';
import type { Token } from '../../token';
import { Icon } from '../components/Icon';
import { useTranslate } from '../format/translate';
import { describeLifetime, describeLifetimeShort, toneIcons, toneOf, readLifetime } from '../format/lifetime';
import { claimsOf } from '../format/token-type';

interface LifetimeCellProps {
  readonly token: Token;
  readonly now: ReadonlySignal<number>;
  readonly class: string;
}

/** The lifetime, updated every second. Only expiring and expired tokens have an icon and a color. */
export function LifetimeCell({ token, now, class: name }: LifetimeCellProps) {
  const t = useTranslate();
  const lifetime = readLifetime(claimsOf(token), now, token.header);
  const tone = toneOf(token, lifetime);
  return (
    <div role="gridcell" class={`${name} lifetime-${tone}`} title={describeLifetime(t, lifetime)}>
      {(tone === 'soon' || tone === 'over') && <Icon name={toneIcons[tone]} />}
      {describeLifetimeShort(t, lifetime)}
    </div>
  );
}
