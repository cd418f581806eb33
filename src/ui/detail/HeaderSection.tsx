import type { Token } from '../../token';
import type { DetailModel } from '../model/detail/detail';
import { useTranslate } from '../format/translate';
import { MemberSection } from './members/MemberSection';

interface HeaderSectionProps {
  readonly model: DetailModel;
  readonly token: Token;
}

/** The JOSE header, or why it can't be shown. */
export function HeaderSection({ model, token }: HeaderSectionProps) {
  const t = useTranslate();
  return (
    <MemberSection model={model} name="header" token={token} members={token.header}>
      <p class="quiet">{t('header_unreadable')}</p>
    </MemberSection>
  );
}
