import { scrollInPane } from '../components/scroll-in-pane';
import type { FoldsModel, SectionName } from '../model/detail/folds';
import { useTranslate } from '../format/translate';
import { headingId } from './Section';

interface JumpLineProps {
  readonly folds: FoldsModel;
  readonly sections: readonly SectionName[];
}

/** Links to the sections; a click scrolls to the section and unfolds it. */
export function JumpLine({ folds, sections }: JumpLineProps) {
  const t = useTranslate();
  const jump = (name: SectionName) => {
    folds.unfold(name);
    const heading = document.getElementById(headingId(name));
    if (heading === null) return;
    scrollInPane(heading, 'start');
    heading.focus({ preventScroll: true });
  };
  return (
    <nav class="jump-line" aria-label={t('jump_name')}>
      {sections.map((name) => (
        <a
          key={name}
          href={`#${headingId(name)}`}
          onClick={(event) => {
            event.preventDefault();
            jump(name);
          }}
        >
          {t(`section_${name}`)}
        </a>
      ))}
    </nav>
  );
}
