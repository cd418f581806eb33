import type { Verdict } from '../../token';
import type { SignatureState } from '../model/detail/key-box';
import { describeNumber, useTranslate, type MessageKey, type Translate } from '../format/translate';
import { translateResult } from '../format/params';
import { ResultLine } from './ResultLine';

const unfinished: Record<Exclude<SignatureState['state'], 'verdict'>, MessageKey> = {
  pending: 'signature_pending',
  untried: 'signature_untried',
  failed: 'signature_failed',
};

/** The verdict on the signature and what was found besides. */
export function VerdictLine({ state }: { readonly state: SignatureState }) {
  const say = useTranslate();
  return state.state === 'verdict' ? (
    <ResultLine status={state.verdict.status} isLive>
      {describeVerdict(say, state.verdict)}
    </ResultLine>
  ) : (
    <ResultLine status="unchecked" isLive>
      {say(unfinished[state.state])}
    </ResultLine>
  );
}

/** What became of the other signatures of a token in general serialization. */
export function OtherVerdicts({ verdicts }: { readonly verdicts: readonly Verdict[] }) {
  const say = useTranslate();
  return verdicts.map((verdict, index) => (
    <ResultLine
      key={index}
      status={verdict.status}
      about={say('signature_nth', describeNumber((verdict.signature ?? index) + 1))}
    >
      {describeVerdict(say, verdict)}
    </ResultLine>
  ));
}

/** The reason of a verdict, then its notes. */
export function describeVerdict(
  say: Translate,
  { reason, variant, params, keyMaterial, notes = [] }: Verdict,
): string {
  return [
    keyMaterial === undefined
      ? translateResult(say, `verdict_${variant ?? reason}`, params)
      : say(`key_material_${keyMaterial}`),
    ...notes.map((note) => translateResult(say, `verdict_note_${note.code}`, note.params)),
  ].join(' ');
}
