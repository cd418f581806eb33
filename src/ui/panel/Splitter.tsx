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
        model.setShare(
          isHorizontal
            ? ((event.clientY - panes.top) / panes.height) * 100
            : ((event.clientX - panes.left) / panes.width) * 100,
        );
      }}
      onKeyDown={(event) => {
        const by = { ArrowLeft: -keyStep, ArrowUp: -keyStep, ArrowRight: keyStep, ArrowDown: keyStep }[
          event.key
        ];
        if (by === undefined) return;
        event.preventDefault();
        model.setShare(model.share.peek() + by);
      }}
    />
  );
}
