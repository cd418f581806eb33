import { CopyButton } from '../element/CopyButton';
import type { DetailModel } from '../model/detail';
import { useSay } from '../translate';
import { EncodedText } from './EncodedText';
import { Section } from './Section';

/** The token as it travelled. */
export function EncodedSection({ model }: { readonly model: DetailModel }) {
  const say = useSay();
  const token = model.token.value;
  return (
    <Section
      name="encoded"
      folds={model.folds}
      actions={
        token && <CopyButton copying={model.copying} name={say('copy_token')} text={() => token.raw} />
      }
    >
      {token ? (
        <EncodedText
          key={token.raw}
          raw={token.raw}
          faultAt={token.kind === 'malformed' ? token.offset : undefined}
        />
      ) : (
        <p class="quiet">{say('encoded_none')}</p>
      )}
    </Section>
  );
}
