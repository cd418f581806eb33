import { locate, receivedText, type Token } from '../../token';
import { CopyButton } from '../components/CopyButton';
import type { DetailModel } from '../model/detail/detail';
import type { HighlightedMember } from '../model/detail/member-highlight';
import { useTranslate } from '../format/translate';
import { EncodedText, type Mark } from './EncodedText';
import { Section } from './Section';

export interface EncodedSectionProps {
  readonly model: DetailModel;
  readonly token: Token;
}

/** The token as it was received. */
export function EncodedSection({ model, token }: EncodedSectionProps) {
  const t = useTranslate();
  return (
    <Section
      name="encoded"
      folds={model.folds}
      actions={<CopyButton copying={model.copying} name={t('copy_token')} text={() => receivedText(token)} />}
    >
      <EncodedText
        key={token.raw}
        raw={receivedText(token)}
        mark={findMark(token, model.highlight.member.value)}
      />
    </Section>
  );
}

/** The range to mark: the error of a malformed token, otherwise the highlighted member. */
function findMark(token: Token, highlighted: HighlightedMember | undefined): Mark | undefined {
  if (token.kind === 'malformed') return { start: token.offset, end: token.offset + 1, isError: true };
  const range = highlighted && locate(token, highlighted.name, [highlighted.member]);
  return range && { start: (range.name ?? range.value).start, end: range.value.end, isError: false };
}
