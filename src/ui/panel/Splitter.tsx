import { isRightToLeft } from '../components/is-right-to-left';
import type { ScreenModel } from '../model/screen';
import { useTranslate } from '../format/translate';

const keyStep = 4;

/** The line between the list and the details, moved with the mouse or the arrow keys. */
export function Splitter({ model }: { readonly model: ScreenModel }) {
  const t = useTranslate();
  const share = model.share.value;
  return (
    <div
      class="splitter"
      role="separator"
      tabIndex={0}
      aria-label={t('splitter_name')}
      aria-valuenow={Math.round(share)}
      aria-valuemin={0}
      aria-valuemax={100}
      title={t('splitter_title')}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const panes = event.currentTarget.parentElement?.getBoundingClientRect();
        const line = event.currentTarget.getBoundingClientRect();
        if (!panes) return;
        // In the narrow layout, the list is above the details.
        const isHorizontal = line.width > line.height;
        const share = isHorizontal
          ? (event.clientY - panes.top) / panes.height
          : (event.clientX - panes.left) / panes.width;
        model.setShare((isHorizontal || !isRightToLeft(event.currentTarget) ? share : 1 - share) * 100);
      }}
      onKeyDown={(event) => {
        const right = isRightToLeft(event.currentTarget) ? -keyStep : keyStep;
        const by = { ArrowLeft: -right, ArrowUp: -keyStep, ArrowRight: right, ArrowDown: keyStep }[event.key];
        if (by === undefined) return;
        event.preventDefault();
        model.setShare(model.share.peek() + by);
      }}
    />
  );
}
