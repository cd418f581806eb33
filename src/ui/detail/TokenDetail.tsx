import '../style/sections.css';
import '../style/members.css';
import type { ComponentChildren, RefObject } from 'preact';
import { CopyStatus } from '../components/CopyStatus';
import type { DetailModel } from '../model/detail/detail';
import { isCredentials } from '../format/malformed';
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
  /** Why the last rejected request with the token was rejected; the popup has none. */
  readonly rejection?: ComponentChildren;
  readonly isRejectionShown?: boolean;
  /** A button that compares the token with the one before it; the popup has none. */
  readonly comparing?: ComponentChildren;
  /** The sections "Requests" and "Lineage"; the popup has none. */
  readonly children?: ComponentChildren;
}

/**
 * All sections about one token in a single scrolling view, the most important ones first. Without a token, one
 * sentence.
 */
export function TokenDetail(props: TokenDetailProps) {
  const { model, scroller, rejection, isRejectionShown = false, comparing, children } = props;
  const t = useTranslate();
  const token = model.token.value;
  return (
    <section class="detail" aria-label={t('region_token')} ref={scroller ?? null}>
      <div class="detail-content">
        <Summary model={model} isRejectionShown={isRejectionShown} actions={comparing} />
        {token && rejection}
        {token && (
          <>
            <JumpLine folds={model.folds} sections={listSections(token, children !== undefined)} />
            <TokenSections model={model} token={token}>
              {children}
            </TokenSections>
          </>
        )}
      </div>
      <CopyStatus copying={model.copying} />
    </section>
  );
}

export interface TokenSectionsProps {
  readonly model: DetailModel;
  readonly token: Token;
  /** The sections "Requests" and "Lineage". */
  readonly children?: ComponentChildren;
}

/** The sections about one token, below its summary. */
export function TokenSections({ model, token, children }: TokenSectionsProps) {
  return (
    <>
      {!isCredentials(token) && <ContentSections model={model} token={token} />}
      {children}
      {!isCredentials(token) && <EncodedSection model={model} token={token} />}
    </>
  );
}

function ContentSections({ model, token }: Omit<TokenSectionsProps, 'children'>) {
  return (
    <>
      <LifetimeSection model={model} token={token} />
      {token.kind === 'jwe' ? <DecryptionSection model={model} /> : <SignatureSection model={model} />}
      <ClaimsSection model={model} token={token} />
      {token.kind === 'sd-jwt' && <DisclosuresSection model={model} />}
      <HeaderSection model={model} token={token} />
      <ChecksSection model={model} />
    </>
  );
}

/** The sections that apply to the token. */
function listSections(token: Token, hasRequests: boolean): readonly SectionName[] {
  return sectionNames.filter((name) => {
    if (isCredentials(token)) return (name === 'requests' || name === 'lineage') && hasRequests;
    switch (name) {
      case 'signature':
        return token.kind !== 'jwe';
      case 'decryption':
        return token.kind === 'jwe';
      case 'disclosures':
        return token.kind === 'sd-jwt';
      case 'requests':
      case 'lineage':
        return hasRequests;
      default:
        return true;
    }
  });
}
