import type { ComponentChildren, RefObject } from 'preact';
import { CopyStatus } from '../components/CopyStatus';
import type { DetailModel } from '../model/detail/detail';
import { useTranslate } from '../format/translate';
import type { Token } from '../../token';
import { sectionNames, type SectionName } from '../model/detail/folds';
import { ClaimsSection } from './ClaimsSection';
import { EncodedSection } from './EncodedSection';
import { HeaderSection } from './HeaderSection';
import { JumpLine } from './JumpLine';
import { createLazyComponent } from './LazyComponent';
import { LifetimeSection } from './LifetimeSection';
import { SignatureSection } from './SignatureSection';
import { Summary } from './Summary';

/** Sections below the first screenful are loaded when they are rendered. */
const DecryptionSection = createLazyComponent<{ readonly model: DetailModel }>(
  async () => (await import('./DecryptionSection')).DecryptionSection,
);
const ChecksSection = createLazyComponent<{ readonly model: DetailModel }>(
  async () => (await import('./ChecksSection')).ChecksSection,
);
const DisclosuresSection = createLazyComponent<{ readonly model: DetailModel }>(
  async () => (await import('./DisclosuresSection')).DisclosuresSection,
);

export interface TokenDetailProps {
  readonly model: DetailModel;
  /** A ref to the scrolling element, for the panel's section "Requests", which is a virtual list. */
  readonly scroller?: RefObject<HTMLDivElement | null>;
  /** The section "Requests"; the popup has none. */
  readonly children?: ComponentChildren;
}

/** All sections about one token in a single scrolling view, the most important ones first. */
export function TokenDetail({ model, scroller, children }: TokenDetailProps) {
  const t = useTranslate();
  const sections = listSections(model.token.value, children !== undefined);
  return (
    <section class="detail" aria-label={t('region_token')} ref={scroller ?? null}>
      <div class="detail-content">
        <Summary model={model} />
        <JumpLine folds={model.folds} sections={sections} />
        <LifetimeSection model={model} />
        {sections.includes('signature') && <SignatureSection model={model} />}
        {sections.includes('decryption') && <DecryptionSection model={model} />}
        <HeaderSection model={model} />
        <ClaimsSection model={model} />
        {sections.includes('disclosures') && <DisclosuresSection model={model} />}
        <ChecksSection model={model} />
        {children}
        <EncodedSection model={model} />
      </div>
      <CopyStatus copying={model.copying} />
    </section>
  );
}

/** The sections that apply to the token. */
function listSections(token: Token | undefined, hasRequests: boolean): readonly SectionName[] {
  return sectionNames.filter((name) => {
    switch (name) {
      case 'signature':
        return token?.kind !== 'jwe';
      case 'decryption':
        return token?.kind === 'jwe';
      case 'disclosures':
        return token?.kind === 'sd-jwt';
      case 'requests':
        return hasRequests;
      default:
        return true;
    }
  });
}
