import '../style/requests.css';
import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { Section } from '../detail/Section';
import { useTopAnchor } from '../components/useTopAnchor';
import { useWindowed } from '../components/useWindowed';
import type { Token } from '../../token';
import type { DetailModel } from '../model/detail/detail';
import type { PanelModel } from '../model/panel';
import { translateCount, useTranslate, type MessageKey } from '../format/translate';
import { RequestRow } from './RequestRow';

/** Must match requests.css. */
const rowHeight = 42;
/** Rendered even when scrolled away, so that the section isn't empty for screen readers. */
const alwaysDrawn = 20;

/** The panel, the details of its selected token, and the element that they scroll in. */
export interface RequestsProps {
  readonly model: PanelModel;
  readonly detail: DetailModel;
  readonly scroller: RefObject<HTMLElement | null>;
}

/** The sightings of the token: requests, responses, storage and so on, newest first. */
export function Requests({ model, detail, scroller }: RequestsProps) {
  const t = useTranslate();
  const token = detail.token.value;
  const count = model.sightings.count.value;
  const total = model.tokens.selected.value?.row.sightings ?? 0;
  if (token === undefined) return null;
  const isAddedText = model.texts !== undefined && model.files.shown.value.length === 0;
  return (
    <Section name="requests" folds={detail.folds}>
      {model.files.isRedacted.value && <p>{t('requests_redacted')}</p>}
      {!model.files.isRedacted.value && !isAddedText && model.tokens.selected.value?.row.requests === 0 && (
        <p>{t(selectEmptyMessage(model))}</p>
      )}
      {count > 0 && <RequestList model={model} token={token} scroller={scroller} />}
      {total > count && count > 0 && <p class="quiet">{translateCount(t, 'requests_cut', total)}</p>}
    </Section>
  );
}

/** Why no request is counted: there was none, or none is known to have been sent. */
function selectEmptyMessage(model: PanelModel): MessageKey {
  if (model.sightings.hasUnsent.value) return 'requests_none_sent';
  return model.files.shown.value.length === 0 ? 'requests_none_yet' : 'requests_none_file';
}

interface RequestListProps extends Pick<RequestsProps, 'scroller'> {
  readonly model: PanelModel;
  readonly token: Token;
}

function RequestList({ model, token, scroller }: RequestListProps) {
  const t = useTranslate();
  const list = useRef<HTMLUListElement>(null);
  const count = model.sightings.count.value;
  const { movedBy, hidden, showStart } = useTopAnchor({ scroller, list, count, rowHeight, of: token });
  const { indexes } = useWindowed({ scroller, list, count, rowHeight, alwaysDrawn, movedBy });
  return (
    // A block: in the grid of the section, the button would move the list by a gap.
    <div>
      {hidden > 0 && (
        <div class="requests-added">
          <button type="button" class="button" onClick={showStart}>
            {translateCount(t, 'sightings_added', hidden)}
          </button>
        </div>
      )}
      <ul
        class="requests"
        aria-label={t('section_requests')}
        ref={list}
        style={{ height: `${count * rowHeight}px` }}
      >
        {indexes.map((index) => (
          <RequestRow
            key={count - index}
            model={model.sightings}
            clocks={model.clocks}
            open={(id) => (model.requests.find(id) ? () => model.openRequest(id) : undefined)}
            token={token}
            index={index}
            count={count}
            top={index * rowHeight}
          />
        ))}
      </ul>
    </div>
  );
}
