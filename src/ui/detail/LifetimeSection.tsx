import type { Token } from '../../token';
import { Icon } from '../components/Icon';
import type { DetailModel } from '../model/detail/detail';
import { useTranslate } from '../format/translate';
import { describeLifetime, toneIcons, toneOf, readLifetime } from '../format/lifetime';
import { describeLastSent } from '../format/sent';
import { LifetimeSpan } from './LifetimeSpan';
import { MomentText } from './MomentText';
import { Section } from './Section';

/** How long the token lasts, and whether it was good when it was sent. */
export function LifetimeSection({ model }: { readonly model: DetailModel }) {
  const say = useTranslate();
  const token = model.token.value;
  return (
    <Section name="lifetime" folds={model.folds}>
      {token ? <TokenLifetime model={model} token={token} /> : <p class="quiet">{say('lifetime_none')}</p>}
    </Section>
  );
}

function TokenLifetime({ model, token }: { readonly model: DetailModel; readonly token: Token }) {
  const say = useTranslate();
  const lifetime = readLifetime(model.claims.value, model.now, token.header);
  const lastSentMs = model.lastSentMs.value;
  const mood = toneOf(token, lifetime);
  return (
    <>
      <p class={`lifetime-head lifetime-${mood}`}>
        <Icon name={toneIcons[mood]} />
        <span role="timer">{describeLifetime(say, lifetime)}</span>
      </p>
      {lifetime.state === 'never expires' && <p>{say('lifetime_never_explained')}</p>}
      {token.kind === 'jwe' && model.claims.value === undefined ? (
        <p>{say('lifetime_unknown_encrypted')}</p>
      ) : (
        lifetime.problem && <p>{say(`lifetime_${lifetime.problem}`)}</p>
      )}
      <LifetimeSpan lifetime={lifetime} nowSeconds={model.now.value / 1_000} sentAtMs={lastSentMs} />
      {lastSentMs !== undefined && <p>{describeLastSent(say, token, lastSentMs)}</p>}
      <dl class="facts">
        <Fact name={say('lifetime_issued')} seconds={lifetime.issuedAtSeconds} />
        <Fact name={say('lifetime_not_before')} seconds={lifetime.notBeforeSeconds} />
        <Fact name={say('lifetime_expires')} seconds={lifetime.expiresAtSeconds} />
      </dl>
    </>
  );
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
