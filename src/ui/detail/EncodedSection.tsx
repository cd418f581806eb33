import { locate, receivedText, type Token } from '../../token';
import { CopyButton } from '../components/CopyButton';
import type { DetailModel } from '../model/detail/detail';
import type { HighlightedMember } from '../model/detail/member-highlight';
import { useTranslate } from '../format/translate';
import { EncodedText, type Mark } from './EncodedText';
import { Section } from './Section';

/** The token as it travelled. */
export function EncodedSection({ model }: { readonly model: DetailModel }) {
  const t = useTranslate();
  const token = model.token.value;
  return (
    <Section
      name="encoded"
      folds={model.folds}
      actions={
        token && (
          <CopyButton copying={model.copying} name={t('copy_token')} text={() => receivedText(token)} />
        )
      }
    >
      {token ? (
        <EncodedText
          key={token.raw}
          raw={receivedText(token)}
          mark={findMark(token, model.highlight.member.value)}
        />
      ) : (
        <p class="quiet">{t('encoded_none')}</p>
      )}
    </Section>
  );
}

/** Where the token goes wrong; of one that does not, where the member stands that is looked at. */
function findMark(token: Token, highlighted: HighlightedMember | undefined): Mark | undefined {
  if (token.kind === 'malformed') return { start: token.offset, end: token.offset + 1, isError: true };
  const place = highlighted && locate(token, highlighted.name, [highlighted.member]);
  return place && { start: (place.name ?? place.value).start, end: place.value.end, isError: false };
}
