import { useRef } from 'preact/hooks';
import { useArrowFocus } from '../components/useArrowFocus';
import type { PanelModel } from '../model/panel';
import type { View } from '../../traffic';
import { useTranslate, type MessageKey } from '../format/translate';

/** The names of the two lists. */
export const viewLabels: Record<View, MessageKey> = { requests: 'view_requests', tokens: 'view_tokens' };

/** ID of the element that contains both views. */
export const viewId = 'view';

/** Switches between the lists of requests and tokens. */
export function ViewTabs({ model }: { readonly model: PanelModel }) {
  const t = useTranslate();
  const tabs = useRef<HTMLDivElement>(null);
  useArrowFocus(tabs);
  return (
    <div class="views" role="tablist" aria-label={t('views_name')} ref={tabs}>
      {(Object.keys(viewLabels) as View[]).map((view) => (
        <button
          key={view}
          type="button"
          role="tab"
          class="view-tab"
          aria-selected={model.screen.view.value === view}
          aria-controls={viewId}
          onClick={() => model.showView(view)}
        >
          {t(viewLabels[view])}
        </button>
      ))}
    </div>
  );
}
