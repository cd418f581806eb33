import type { DetailModel } from '../model/detail';
import { useSay } from '../translate';
import { KeyBox } from './KeyBox';
import { KeyFacts } from './KeyFacts';
import { Section } from './Section';
import { VerdictLine } from './VerdictLine';

/** Whether the signature is real, and by whose key. */
export function SignatureSection({ model }: { readonly model: DetailModel }) {
  const say = useSay();
  const { keyBox } = model;
  const state = keyBox.state.value;
  return (
    <Section name="signature" folds={model.folds}>
      {model.token.value ? (
        <>
          <VerdictLine state={state} />
          {state.state === 'verdict' && <KeyFacts verdict={state.verdict} copying={model.copying} />}
          <KeyBox keyBox={keyBox} />
        </>
      ) : (
        <p class="quiet">{say('signature_none')}</p>
      )}
    </Section>
  );
}
