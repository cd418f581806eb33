import type { ComponentChildren, RefObject } from 'preact';
import { CopyNews } from '../element/CopyNews';
import type { DetailModel } from '../model/detail';
import { useSay } from '../translate';
import { ClaimsSection } from './ClaimsSection';
import { EncodedSection } from './EncodedSection';
import { HeaderSection } from './HeaderSection';
import { JumpLine } from './JumpLine';
import { LifetimeSection } from './LifetimeSection';
import { SignatureSection } from './SignatureSection';
import { Summary } from './Summary';

export interface TokenDetailProps {
  readonly model: DetailModel;
  /** What scrolls. Given by the panel, whose section "Requests" draws only the rows in sight. */
  readonly scroller?: RefObject<HTMLDivElement | null>;
  /** The section "Requests", where requests are known. */
  readonly children?: ComponentChildren;
}

/** Everything about one token, in one scroll. The order is that of the questions asked of it. */
export function TokenDetail({ model, scroller, children }: TokenDetailProps) {
  const say = useSay();
  return (
    <section class="detail" aria-label={say('region_token')} ref={scroller ?? null}>
      <div class="detail-content">
        <Summary model={model} />
        <JumpLine folds={model.folds} hasRequests={children !== undefined} />
        <LifetimeSection model={model} />
        <SignatureSection model={model} />
        <HeaderSection model={model} />
        <ClaimsSection model={model} />
        {children}
        <EncodedSection model={model} />
      </div>
      <CopyNews copying={model.copying} />
    </section>
  );
}
