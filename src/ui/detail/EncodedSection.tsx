import { locate, receivedText, type Token } from '../../token';
import { CopyButton } from '../components/CopyButton';
import type { DetailModel } from '../model/detail/detail';
import type { PointedMember } from '../model/detail/pointed';
import { useTranslate } from '../format/translate';
import { EncodedText, type Mark } from './EncodedText';
import { Section } from './Section';

/** The token as it travelled. */
export function EncodedSection({ model }: { readonly model: DetailModel }) {
  const say = useTranslate();
  const token = model.token.value;
  return (
    <Section
      name="encoded"
      folds={model.folds}
      actions={
        token && (
          <CopyButton copying={model.copying} name={say('copy_token')} text={() => receivedText(token)} />
        )
      }
    >
      {token ? (
        <EncodedText
          key={token.raw}
          raw={receivedText(token)}
          mark={findMark(token, model.pointed.member.value)}
        />
      ) : (
        <p class="quiet">{say('encoded_none')}</p>
      )}
    </Section>
  );
}

/** Where the token goes wrong; of one that does not, where the member stands that is looked at. */
function findMark(token: Token, pointed: PointedMember | undefined): Mark | undefined {
  if (token.kind === 'malformed') return { start: token.offset, end: token.offset + 1, isFault: true };
  const place = pointed && locate(token, pointed.name, [pointed.member]);
  return place && { start: (place.name ?? place.value).start, end: place.value.end, isFault: false };
}
