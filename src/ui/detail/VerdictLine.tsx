import type { Verdict, VerdictStatus } from '../../token';
import { Icon, type IconName } from '../element/Icon';
import type { SignatureState } from '../model/key-box';
import { describeNumber, useSay, type MessageKey, type Say } from '../translate';
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

/** The verdict in a word, a shape and a sentence with its reason, and what was found besides. */
export function VerdictLine({ state }: { readonly state: SignatureState }) {
  const say = useSay();
  const status = state.state === 'verdict' ? state.verdict.status : 'unchecked';
  return (
    <p class={`verdict verdict-${status}`} role="status">
      <Icon name={icons[status]} />
      <span>
        <strong>{say(words[status])}</strong>:{' '}
        {state.state === 'verdict' ? describeVerdict(say, state.verdict) : say(unfinished[state.state])}
      </span>
    </p>
  );
}

/** What became of the other signatures of a token in general serialization. */
export function OtherVerdicts({ verdicts }: { readonly verdicts: readonly Verdict[] }) {
  const say = useSay();
  return verdicts.map((verdict, index) => (
    <p key={index} class={`verdict verdict-${verdict.status}`}>
      <Icon name={icons[verdict.status]} />
      <span>
        {say('signature_nth', describeNumber((verdict.signature ?? index) + 1))}{' '}
        <strong>{say(words[verdict.status])}</strong>: {describeVerdict(say, verdict)}
      </span>
    </p>
  ));
}

function describeVerdict(say: Say, { reason, params, keyMaterial, notes = [] }: Verdict): string {
  return [
    keyMaterial === undefined ? say(`verdict_${reason}`, ...params) : say(`key_material_${keyMaterial}`),
    ...notes.map((note) => say(`verdict_note_${note.code}`, ...note.params)),
  ]
    .map(writeHostile)
    .join(' ');
}
