import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { Section } from '../detail/Section';
import { useWindowed } from '../components/useWindowed';
import type { Token } from '../../token';
import type { DetailModel } from '../model/detail/detail';
import type { PanelModel } from '../model/panel';
import type { SightingsModel } from '../model/sightings';
import { translateCount, useTranslate, type MessageKey } from '../format/translate';
import { RequestRow } from './RequestRow';

/** As in requests.css. */
const rowHeight = 42;
/** Screen readers read what is out of sight as well: a section that has requests must not be an empty one to them. */
const alwaysDrawn = 20;

export interface RequestsProps {
  readonly model: PanelModel;
  readonly detail: DetailModel;
  readonly scroller: RefObject<HTMLElement | null>;
}

/** The requests that carried the token and the other places it was seen in, newest first. */
export function Requests({ model, detail, scroller }: RequestsProps) {
  const t = useTranslate();
  const token = detail.token.value;
  const count = model.sightings.count.value;
  const held = model.tokens.selected.value?.row.sightings ?? 0;
  return (
    <Section name="requests" folds={detail.folds}>
      {!token && <p class="quiet">{t('requests_none')}</p>}
      {token && model.files.isRedacted.value && <p>{t('requests_withheld')}</p>}
      {token && !model.files.isRedacted.value && model.tokens.selected.value?.row.requests === 0 && (
        <p>{t(noneWords(model))}</p>
      )}
      {token && count > 0 && <RequestList model={model.sightings} token={token} scroller={scroller} />}
      {held > count && count > 0 && <p class="quiet">{translateCount(t, 'requests_cut', held)}</p>}
    </Section>
  );
}

/** Why no request is counted: there was none, or none that is known to have left the browser. */
function noneWords(model: PanelModel): MessageKey {
  if (model.sightings.hasUnsent.value) return 'requests_none_sent';
  return model.files.shown.value.length === 0 ? 'requests_none_yet' : 'requests_none_file';
}

interface RequestListProps extends Pick<RequestsProps, 'scroller'> {
  readonly model: SightingsModel;
  readonly token: Token;
}

function RequestList({ model, token, scroller }: RequestListProps) {
  const t = useTranslate();
  const list = useRef<HTMLUListElement>(null);
  const count = model.count.value;
  const { indexes } = useWindowed({ scroller, list, count, rowHeight, alwaysDrawn });
  return (
    <ul
      class="requests"
      aria-label={t('section_requests')}
      ref={list}
      style={{ height: `${count * rowHeight}px` }}
    >
      {indexes.map((index) => (
        <RequestRow
          key={count - index}
          model={model}
          token={token}
          index={index}
          count={count}
          top={index * rowHeight}
        />
      ))}
    </ul>
  );
}
