import type { ComponentChildren } from 'preact';
import { Icon } from '../components/Icon';
import type { FoldsModel, SectionName } from '../model/detail/folds';
import { useTranslate } from '../format/translate';

export interface SectionProps {
  readonly name: SectionName;
  /** What the heading says, where that is not the region's name. */
  readonly heading?: string;
  readonly folds: FoldsModel;
  /** Buttons at the right end of the heading. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The id of the section's heading button, which the line of names jumps to. */
export function headingId(name: SectionName): string {
  return `section-${name}`;
}

/** One part of the detail: a region that is always there, with a heading that folds what it holds. */
export function Section({ name, heading, folds, actions, children }: SectionProps) {
  const t = useTranslate();
  const isFolded = folds.isFolded(name);
  const title = t(`section_${name}`);
  return (
    <section class={`section section-${name}`} aria-label={title}>
      <div class="section-head">
        <h2>
          <button
            type="button"
            id={headingId(name)}
            aria-expanded={!isFolded}
            aria-controls={`${headingId(name)}-body`}
            onClick={() => folds.toggle(name)}
          >
            <Icon name={isFolded ? 'folded' : 'unfolded'} />
            {heading ?? title}
          </button>
        </h2>
        {!isFolded && actions}
      </div>
      <div class="section-body" id={`${headingId(name)}-body`} hidden={isFolded}>
        {children}
      </div>
    </section>
  );
}
