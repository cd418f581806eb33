import type { Verdict } from '../../token';
import type { SignatureState } from '../model/detail/key-box';
import { useTranslate, type MessageKey } from '../format/translate';
import { describeVerdict } from '../format/verdict';
import { ResultLine } from './ResultLine';

const stateReasons: Record<Exclude<SignatureState['state'], 'verdict'>, MessageKey> = {
  pending: 'signature_pending',
  untried: 'signature_untried',
  failed: 'signature_failed',
};

/** The state of the signature's verification. */
export function VerdictLine({ state }: { readonly state: SignatureState }) {
  const t = useTranslate();
  return state.state === 'verdict' ? (
    <ResultLine status={state.verdict.status} isLive>
      {describeVerdict(t, state.verdict)}
    </ResultLine>
  ) : (
    <ResultLine status="unchecked" isLive>
      {t(stateReasons[state.state])}
    </ResultLine>
  );
}

/** The verdicts on the other signatures of a token in general JSON serialization (RFC 7515 §7.2.1). */
export function OtherVerdicts({ verdicts }: { readonly verdicts: readonly Verdict[] }) {
  const t = useTranslate();
  return verdicts.map((verdict, index) => (
    <ResultLine key={index} status={verdict.status} signatureNumber={(verdict.signature ?? index) + 1}>
      {describeVerdict(t, verdict)}
    </ResultLine>
  ));
}
