import { HostileText } from '../components/HostileText';
import { RichMessage } from '../components/RichMessage';
import type { EditedToken } from '../editor/editor';
import { useTranslate, type MessageKey } from '../format/translate';
import { findWriteObstacle, listWriteTargets, type WriteObstacle } from '../model/actions/targets';
import type { PanelModel } from '../model/panel';

/** The actions are about the model's selected token, or about the edited one. */
export interface TokenActionsProps {
  readonly model: PanelModel;
  /** The token that the editor made of the selected one. */
  readonly edited?: EditedToken;
}

const obstacles: Record<WriteObstacle['reason'], MessageKey> = {
  area: 'write_obstacle_area',
  chunks: 'write_obstacle_chunks',
  encrypted: 'write_obstacle_encrypted',
  HttpOnly: 'write_obstacle_http_only',
  origin: 'write_obstacle_origin',
};

/** The actions that replace the selected token in the inspected page, with the edited one if there is one. */
export function TokenActions({ model, edited }: TokenActionsProps) {
  const t = useTranslate();
  const { actions, sightings, capture, files } = model;
  const tokenId = model.tokens.selectedId.value;
  const pageOrigin = capture.inspectedOrigin.value;
  // A file shows another page than the inspected one.
  if (tokenId === undefined || pageOrigin === '' || files.shown.value.length > 0) return null;
  // A nested token isn't what requests and entries contain.
  const isNested = edited && edited.original.raw !== model.tokens.selected.value?.facts.token.raw;
  if (isNested) return null;
  const text = edited && { text: edited.text };
  const request =
    edited && model.requests.ofToken(tokenId).findLast(({ sentIds }) => sentIds.includes(tokenId));
  const isWritable = listWriteTargets(sightings, pageOrigin).length > 0;
  const obstacle = isWritable ? undefined : findWriteObstacle(sightings, pageOrigin);
  return (
    <>
      {request && (
        <button
          type="button"
          class="button"
          onClick={() => {
            model.openRequest(request.id);
            actions.open({ kind: 'send again', exchangeId: request.id, ...text });
          }}
        >
          {t('send_again_open')}
        </button>
      )}
      {isWritable ? (
        <button
          type="button"
          class="button"
          onClick={() => actions.open({ kind: 'write back', tokenId, ...text })}
        >
          {t('write_back_open')}
        </button>
      ) : (
        obstacle && (
          <span class="quiet">
            <RichMessage
              name={obstacles[obstacle.reason]}
              params={[<HostileText key="value" text={obstacle.value} />]}
            />
          </span>
        )
      )}
      {actions.allowOverride && (
        <button
          type="button"
          class="button"
          onClick={() => actions.open({ kind: 'override', tokenId, ...text })}
        >
          {t('override_open')}
        </button>
      )}
    </>
  );
}
