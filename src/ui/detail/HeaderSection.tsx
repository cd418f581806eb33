import type { DetailModel } from '../model/detail/detail';
import { useTranslate } from '../format/translate';
import { MemberSection } from './MemberSection';

/** The JOSE header, or why it can't be shown. */
export function HeaderSection({ model }: { readonly model: DetailModel }) {
  const t = useTranslate();
  const token = model.token.value;
  return (
    <MemberSection model={model} name="header" token={token} members={token?.header}>
      <p class="quiet">{t(token ? 'header_unreadable' : 'header_none')}</p>
    </MemberSection>
  );
}
