import type { ComponentChildren } from 'preact';
import { Icon } from '../components/Icon';
import type { FoldsModel, SectionName } from '../model/detail/folds';
import { useTranslate } from '../format/translate';

interface SectionProps {
  readonly name: SectionName;
  readonly folds: FoldsModel;
  /** The most important content in one line, beside the heading even if the section is folded. */
  readonly line?: ComponentChildren;
  /** Buttons at the end of the heading. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** ID of the section's heading button, the target of the jump line. */
export function headingId(name: SectionName): string {
  return `section-${name}`;
}

/** A section of the token details: a region with a heading that folds it. */
export function Section({ name, folds, line, actions, children }: SectionProps) {
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
            {title}
          </button>
        </h2>
        {line !== undefined && <div class="section-line">{line}</div>}
        {!isFolded && actions}
      </div>
      <div class="section-body" id={`${headingId(name)}-body`} hidden={isFolded}>
        {children}
      </div>
    </section>
  );
}
