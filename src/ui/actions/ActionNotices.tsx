import { DismissButton } from '../components/DismissButton';
import { Icon } from '../components/Icon';
import { useTranslate } from '../format/translate';
import { writeHost } from '../format/visible-text';
import { endOverride, undoWrite } from '../model/actions/undo';
import type { PanelModel } from '../model/panel';
import { describeEntry } from './describe-action';

/** What the user has changed in the inspected page, with buttons that undo it. */
export function ActionNotices({ model }: { readonly model: PanelModel }) {
  const t = useTranslate();
  const { actions, capture } = model;
  const { writes, overrideOrigin } = actions.state.value;
  return (
    <>
      {overrideOrigin !== undefined && (
        <p class="notice notice-warning">
          <Icon name="warning" />
          <span>{t('override_on', writeHost(overrideOrigin))}</span>
          <button type="button" class="button" onClick={() => actions.report(endOverride(t, actions))}>
            {t('override_end')}
          </button>
        </p>
      )}
      {writes.map((write) => (
        <p key={write.id} class="notice">
          <Icon name="note" />
          <span>{t('write_done', describeEntry(t, write))}</span>
          <button
            type="button"
            class="button"
            onClick={() => actions.report(undoWrite(t, actions, write.id))}
          >
            {t('write_undo')}
          </button>
          <button type="button" class="button" onClick={capture.reload}>
            {t('reload_page')}
          </button>
          <DismissButton onDismiss={() => actions.send({ type: 'forget write', writeId: write.id })} />
        </p>
      ))}
    </>
  );
}
