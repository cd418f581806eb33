import '../style/lifetime.css';
import type { Token } from '../../token';
import { Icon } from '../components/Icon';
import type { DetailModel } from '../model/detail/detail';
import { useTranslate, type MessageKey } from '../format/translate';
import { isOpaque } from '../format/token-type';
import { describeLifetime, toneIcons, toneOf, readLifetime } from '../format/lifetime';
import { describeLastSent } from '../format/sent';
import { LifetimeSpan } from './LifetimeSpan';
import { MomentText } from './MomentText';
import { Section } from './Section';

interface LifetimeSectionProps {
  readonly model: DetailModel;
  readonly token: Token;
}

/** When the token expires, and whether it had expired when it was last sent. */
export function LifetimeSection({ model, token }: LifetimeSectionProps) {
  const t = useTranslate();
  const lifetime = readLifetime(model.claims.value, model.now, token.header);
  const lastSentMs = model.lastSentMs.value;
  const lastSent = model.lastSent.value;
  const clock = lastSent?.atMs === lastSentMs ? lastSent && model.clockOf(lastSent) : undefined;
  const tone = toneOf(token, lifetime);
  return (
    <Section
      name="lifetime"
      folds={model.folds}
      line={
        <p class={`lifetime-head lifetime-${tone}`}>
          <Icon name={toneIcons[tone]} />
          <span role="timer">{describeLifetime(t, lifetime)}</span>
        </p>
      }
    >
      {lifetime.state === 'never expires' && <p>{t('lifetime_never_explained')}</p>}
      {lifetime.state === 'never expires' && token.header?.['exp'] !== undefined && (
        <p>{t('lifetime_header_ignored')}</p>
      )}
      {lifetime.isFromHeader && (
        <p>{t(token.kind === 'jwe' ? 'lifetime_header_encrypted' : 'lifetime_header_aws')}</p>
      )}
      {lifetime.problem && <p>{t(describeUnknown(model, token) ?? `lifetime_${lifetime.problem}`)}</p>}
      <LifetimeSpan lifetime={lifetime} nowSeconds={model.now.value / 1_000} sentAtMs={lastSentMs} />
      {lastSentMs !== undefined && <p>{describeLastSent(t, token, lastSentMs, clock)}</p>}
      {/* The table of the claims has the same times. */}
      {(lifetime.isFromHeader || model.exactJson.isShown.value) && (
        <dl class="facts">
          <Fact name={t('lifetime_issued')} seconds={lifetime.issuedAtSeconds} />
          <Fact name={t('lifetime_not_before')} seconds={lifetime.notBeforeSeconds} />
          <Fact name={t('lifetime_expires')} seconds={lifetime.expiresAtSeconds} />
        </dl>
      )}
    </Section>
  );
}

/** Why an encrypted token shows no lifetime, unless its claims are the reason. */
function describeUnknown({ claims, decryption }: DetailModel, token: Token): MessageKey | undefined {
  if (token.kind !== 'jwe' || claims.value !== undefined) return undefined;
  const outcome = decryption.outcome.value;
  if (outcome?.token) return 'lifetime_unknown_nested';
  if (outcome?.plaintext) return undefined;
  return isOpaque(token) ? 'lifetime_unknown_opaque' : 'lifetime_unknown_encrypted';
}

function Fact({ name, seconds }: { readonly name: string; readonly seconds: number | undefined }) {
  if (seconds === undefined) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <MomentText seconds={seconds} />
      </dd>
    </>
  );
}
