import { Icon } from '../element/Icon';
import type { PanelModel } from '../model/panel';
import { useSay } from '../translate';

/** Lines under the bar, there only while they are true: a page to reload, something that could not be done. */
export function Notices({ model }: { readonly model: PanelModel }) {
  const say = useSay();
  const watching = model.log.watching.value;
  const complaint = model.complaint.value;
  return (
    <div class="notices" aria-live="polite">
      {watching.state === 'on' && watching.reloadOffered && (
        <p class="notice">
          <Icon name="watch" />
          <span>{say('notice_watch_on', watching.origin)}</span>
          <button type="button" class="button" onClick={model.reload}>
            {say('reload_page')}
          </button>
        </p>
      )}
      {complaint !== undefined && (
        <p class="notice notice-warning">
          <Icon name="warning" />
          <span>{complaint}</span>
          <button
            type="button"
            class="icon-button"
            aria-label={say('dismiss')}
            title={say('dismiss')}
            onClick={model.dismiss}
          >
            <Icon name="close" />
          </button>
        </p>
      )}
    </div>
  );
}
