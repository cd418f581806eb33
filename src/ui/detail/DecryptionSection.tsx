import { useMemo, useRef } from 'preact/hooks';
import type { Decryption, DecryptionStatus } from '../../token';
import { Icon, type IconName } from '../components/Icon';
import { LongText } from '../components/LongText';
import { RichMessage } from '../components/RichMessage';
import type { DecryptionState } from '../model/detail/decryption';
import type { DetailModel } from '../model/detail/detail';
import type { NestedTokensModel } from '../model/detail/nested-tokens';
import { describeNumber, useTranslate, type MessageKey, type Translate } from '../format/translate';
import { describeBytes } from '../format/bytes';
import { translateResult } from '../format/params';
import { KeyBox } from './KeyBox';
import { KeyFacts } from './KeyFacts';
import { NestedToken } from './NestedToken';
import { Section } from './Section';

const labels: Record<DecryptionStatus, MessageKey> = {
  decrypted: 'decryption_decrypted_word',
  failed: 'decryption_failed_word',
  unchecked: 'decryption_unchecked_word',
};

const icons: Record<DecryptionStatus, IconName> = {
  decrypted: 'valid',
  failed: 'wrong',
  unchecked: 'unknown',
};

/**
 * Styles of a verdict. Decryption doesn't prove who issued the token, so success never looks like a valid signature.
 */
const tones: Record<DecryptionStatus, string> = {
  decrypted: 'decrypted',
  failed: 'invalid',
  unchecked: 'unchecked',
};

const stateReasons: Record<Exclude<DecryptionState['state'], 'outcome'>, MessageKey> = {
  pending: 'decryption_pending',
  untried: 'decryption_untried',
  failed: 'decryption_broke',
};

/** Decrypts an encrypted token with the key from the key box and shows the plaintext. */
export function DecryptionSection({ model }: { readonly model: DetailModel }) {
  const t = useTranslate();
  const { decryption } = model;
  const state = decryption.state.value;
  const outcome = decryption.outcome.value;
  const box = useRef<HTMLTextAreaElement>(null);
  /** A clicked button disappears and would lose the focus, so the focus moves to the key box. */
  const thenFocusBox = (action: () => void) => () => {
    action();
    box.current?.focus();
  };
  return (
    <Section name="decryption" folds={model.folds}>
      <StatusLine state={state} />
      {outcome && <KeyFacts warnings={outcome.warnings} summary={outcome.key} copying={model.copying} />}
      <KeyBox
        input={decryption}
        placeholder="decryption_placeholder"
        action="decryption_decrypt"
        actionTitle="decryption_decrypt_title"
        isUntried={state.state === 'untried'}
        onTry={decryption.decrypt}
        box={box}
      >
        {outcome?.reason === 'p2c_too_high' && (
          <button type="button" class="button" onClick={thenFocusBox(decryption.allowAllIterations)}>
            {t('decryption_agree')}
          </button>
        )}
        {state.state === 'pending' && (
          <button type="button" class="button" onClick={thenFocusBox(decryption.cancel)}>
            {t('decryption_cancel')}
          </button>
        )}
      </KeyBox>
      {decryption.takesCookieName.value && (
        <label class="key-field" title={t('decryption_cookie_title')}>
          {t('decryption_cookie')}
          <input
            spellcheck={false}
            autocomplete="off"
            value={decryption.cookieName.value}
            onInput={(event) => decryption.typeCookieName(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') decryption.decrypt();
            }}
          />
        </label>
      )}
      {outcome?.plaintext && (
        <Plaintext
          key={model.token.value?.raw}
          nestedTokens={model.nestedTokens}
          outcome={outcome}
          plaintext={outcome.plaintext}
        />
      )}
    </Section>
  );
}

function StatusLine({ state }: { readonly state: DecryptionState }) {
  const t = useTranslate();
  const status = state.state === 'outcome' ? state.outcome.status : 'unchecked';
  return (
    <p class={`verdict verdict-${tones[status]}`} role="status">
      <Icon name={icons[status]} />
      <span>
        <RichMessage
          name="result_line"
          params={[<strong>{t(findLabel(state))}</strong>, describeReason(t, state)]}
        />
      </span>
    </p>
  );
}

/** A stopped decryption has its own label: it neither failed nor was it not tried. */
function findLabel(state: DecryptionState): MessageKey {
  if (state.state === 'pending') return 'decryption_pending_word';
  if (state.state !== 'outcome') return labels.unchecked;
  const { status, reason } = state.outcome;
  return reason === 'cancelled' || reason === 'limit_reached' ? 'decryption_stopped_word' : labels[status];
}

function describeReason(t: Translate, state: DecryptionState): string {
  if (state.state === 'pending' && state.progress !== undefined) {
    const { tried, recipients } = state.progress;
    return t(
      'decryption_progress',
      describeNumber(tried, t.language),
      describeNumber(recipients, t.language),
    );
  }
  if (state.state !== 'outcome') return t(stateReasons[state.state]);
  const { reason, variant, params, keyMaterial, notes = [] } = state.outcome;
  const why =
    keyMaterial === undefined
      ? translateResult(t, `decryption_${variant ?? reason}`, params)
      : t(`key_material_${keyMaterial}`);
  return [why, ...notes.map((note) => t(`decryption_note_${note.code}`))].join(' ');
}

interface PlaintextProps {
  readonly nestedTokens: NestedTokensModel;
  readonly outcome: Decryption;
  readonly plaintext: Uint8Array;
}

/** A nested token is shown like any other token, and claims in the Claims section, so neither is repeated here. */
function Plaintext({ nestedTokens, outcome: { token, claims }, plaintext }: PlaintextProps) {
  const t = useTranslate();
  const text = useMemo(() => (token || claims ? '' : describeBytes(plaintext)), [token, claims, plaintext]);
  if (token) return <NestedToken nestedTokens={nestedTokens} token={token} />;
  if (claims) return null;
  return (
    <div>
      <h3>{t('decryption_plaintext')}</h3>
      <p class="value">
        <LongText text={text} keepLines />
      </p>
    </div>
  );
}
