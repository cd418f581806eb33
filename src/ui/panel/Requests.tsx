import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { Section } from '../detail/Section';
import { useWindowed } from '../components/useWindowed';
import type { PanelModel } from '../model/panel';
import { sayCount, useSay, type MessageKey } from '../format/translate';
import { RequestRow } from './RequestRow';

/** As in requests.css. */
const rowHeight = 42;
/** Screen readers read what is out of sight as well: a section that has requests must not be an empty one to them. */
const alwaysDrawn = 20;

export interface RequestsProps {
  readonly model: PanelModel;
  readonly scroller: RefObject<HTMLElement | null>;
}

/** The requests that carried the token and the other places it was seen in, newest first. */
export function Requests({ model, scroller }: RequestsProps) {
  const say = useSay();
  const token = model.detail.token.value;
  const count = model.sightings.count.value;
  const held = model.selectedRow.value?.sightings ?? 0;
  return (
    <Section name="requests" folds={model.detail.folds}>
      {!token && <p class="quiet">{say('requests_none')}</p>}
      {token && model.log.isWithheld.value && <p>{say('requests_withheld')}</p>}
      {token && !model.log.isWithheld.value && model.selectedRow.value?.requests === 0 && (
        <p>{say(noneWords(model))}</p>
      )}
      {token && count > 0 && <RequestList model={model} scroller={scroller} />}
      {held > count && count > 0 && <p class="quiet">{sayCount(say, 'requests_cut', held)}</p>}
    </Section>
  );
}

/** Why no request is counted: there was none, or none that is known to have left the browser. */
function noneWords(model: PanelModel): MessageKey {
  if (model.sightings.hasUnsent.value) return 'requests_none_sent';
  return model.log.files.value.length === 0 ? 'requests_none_yet' : 'requests_none_file';
}

function RequestList({ model, scroller }: RequestsProps) {
  const say = useSay();
  const list = useRef<HTMLUListElement>(null);
  const count = model.sightings.count.value;
  const { indexes } = useWindowed({ scroller, list, count, rowHeight, alwaysDrawn });
  return (
    <ul
      class="requests"
      aria-label={say('section_requests')}
      ref={list}
      style={{ height: `${count * rowHeight}px` }}
    >
      {indexes.map((index) => (
        <RequestRow key={count - index} model={model} index={index} count={count} top={index * rowHeight} />
      ))}
    </ul>
  );
}
