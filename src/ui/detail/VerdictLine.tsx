import type { VerdictStatus } from '../../token';
import { Icon, type IconName } from '../element/Icon';
import type { SignatureState } from '../model/key-box';
import { useSay, type MessageKey, type Say } from '../translate';
import { writeHostile } from '../words/hostile';

const words: Record<VerdictStatus, MessageKey> = {
  valid: 'verdict_valid',
  invalid: 'verdict_invalid',
  unchecked: 'verdict_unchecked',
};

const icons: Record<VerdictStatus, IconName> = { valid: 'valid', invalid: 'wrong', unchecked: 'unknown' };

const unfinished: Record<Exclude<SignatureState['state'], 'verdict'>, MessageKey> = {
  pending: 'signature_pending',
  untried: 'signature_untried',
  failed: 'signature_failed',
};

/** The verdict in a word, a shape and a sentence with its reason. */
export function VerdictLine({ state }: { readonly state: SignatureState }) {
  const say = useSay();
  const status = state.state === 'verdict' ? state.verdict.status : 'unchecked';
  return (
    <p class={`verdict verdict-${status}`} role="status">
      <Icon name={icons[status]} />
      <span>
        <strong>{say(words[status])}</strong>: {describeReason(say, state)}
      </span>
    </p>
  );
}

function describeReason(say: Say, state: SignatureState): string {
  if (state.state !== 'verdict') return say(unfinished[state.state]);
  const { reason, params } = state.verdict;
  return writeHostile(say(`verdict_${reason}`, ...params));
}
