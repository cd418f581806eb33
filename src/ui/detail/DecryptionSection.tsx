import { useMemo, useRef } from 'preact/hooks';
import type { Decryption, DecryptionStatus } from '../../token';
import { Icon, type IconName } from '../components/Icon';
import { LongText } from '../components/LongText';
import type { DecryptionState } from '../model/detail/decryption';
import type { DetailModel } from '../model/detail/detail';
import type { WalkModel } from '../model/detail/nested-tokens';
import { describeNumber, useTranslate, type MessageKey, type Translate } from '../format/translate';
import { describeBytes } from '../format/bytes';
import { translateResult } from '../format/params';
import { KeyBox } from './KeyBox';
import { KeyFacts } from './KeyFacts';
import { NestedToken } from './NestedToken';
import { Section } from './Section';

const words: Record<DecryptionStatus, MessageKey> = {
  decrypted: 'decryption_decrypted_word',
  failed: 'decryption_failed_word',
  unchecked: 'decryption_unchecked_word',
};

const icons: Record<DecryptionStatus, IconName> = {
  decrypted: 'valid',
  failed: 'wrong',
  unchecked: 'unknown',
};

/** As a verdict looks; decrypting proves nothing of who made the token, so it is never drawn as Valid. */
const moods: Record<DecryptionStatus, string> = {
  decrypted: 'decrypted',
  failed: 'invalid',
  unchecked: 'unchecked',
};

const unfinished: Record<Exclude<DecryptionState['state'], 'outcome'>, MessageKey> = {
  pending: 'decryption_pending',
  untried: 'decryption_untried',
  failed: 'decryption_broke',
};

/** What an encrypted token holds, once its key is there. */
export function DecryptionSection({ model }: { readonly model: DetailModel }) {
  const say = useTranslate();
  const { decryption } = model;
  const state = decryption.state.value;
  const outcome = decryption.outcome.value;
  const box = useRef<HTMLTextAreaElement>(null);
  /** These buttons go when they are clicked, and would take the focus with them. */
  const keepFocus = (act: () => void) => () => {
    act();
    box.current?.focus();
  };
  return (
    <Section name="decryption" heading={say('decryption_heading')} folds={model.folds}>
      <StatusLine state={state} />
      {outcome && <KeyFacts warnings={outcome.warnings} summary={outcome.key} copying={model.copying} />}
      <KeyBox
        input={decryption}
        placeholder="decryption_placeholder"
        action="decryption_decrypt"
        actionTitle="decryption_decrypt_title"
        onTry={decryption.decrypt}
        box={box}
      >
        {outcome?.reason === 'p2c_too_high' && (
          <button type="button" class="button" onClick={keepFocus(decryption.agreeToRounds)}>
            {say('decryption_agree')}
          </button>
        )}
        {state.state === 'pending' && (
          <button type="button" class="button" onClick={keepFocus(decryption.cancel)}>
            {say('decryption_cancel')}
          </button>
        )}
      </KeyBox>
      {outcome?.plaintext && (
        <Plaintext
          key={model.token.value?.raw}
          walk={model.walk}
          outcome={outcome}
          plaintext={outcome.plaintext}
        />
      )}
    </Section>
  );
}

function StatusLine({ state }: { readonly state: DecryptionState }) {
  const say = useTranslate();
  const status = state.state === 'outcome' ? state.outcome.status : 'unchecked';
  return (
    <p class={`verdict verdict-${moods[status]}`} role="status">
      <Icon name={icons[status]} />
      <span>
        <strong>{say(findWord(state))}</strong>: {describeReason(say, state)}
      </span>
    </p>
  );
}

/** A stop is neither an attempt that failed nor none. */
function findWord(state: DecryptionState): MessageKey {
  if (state.state === 'pending' && state.progress !== undefined) return 'decryption_pending_word';
  if (state.state !== 'outcome') return words.unchecked;
  const { status, reason } = state.outcome;
  return reason === 'cancelled' || reason === 'limit_reached' ? 'decryption_stopped_word' : words[status];
}

function describeReason(say: Translate, state: DecryptionState): string {
  if (state.state === 'pending' && state.progress !== undefined) {
    const { tried, recipients } = state.progress;
    return say('decryption_progress', describeNumber(tried), describeNumber(recipients));
  }
  if (state.state !== 'outcome') return say(unfinished[state.state]);
  const { reason, variant, params, keyMaterial, notes = [] } = state.outcome;
  const why =
    keyMaterial === undefined
      ? translateResult(say, `decryption_${variant ?? reason}`, params)
      : say(`key_material_${keyMaterial}`);
  return [why, ...notes.map((note) => say(`decryption_note_${note.code}`))].join(' ');
}

interface PlaintextProps {
  readonly walk: WalkModel;
  readonly outcome: Decryption;
  readonly plaintext: Uint8Array;
}

/** A token inside is shown like any other; claims stand in their own section. */
function Plaintext({ walk, outcome: { token, claims }, plaintext }: PlaintextProps) {
  const say = useTranslate();
  const text = useMemo(() => (token || claims ? '' : describeBytes(plaintext)), [token, claims, plaintext]);
  if (token) return <NestedToken walk={walk} token={token} />;
  if (claims) return null;
  return (
    <div>
      <h3>{say('decryption_plaintext')}</h3>
      <p class="value">
        <LongText text={text} keepLines />
      </p>
    </div>
  );
}
