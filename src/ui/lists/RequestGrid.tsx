import '../style/request-grid.css';
import { HostileText } from '../components/HostileText';
import { Icon } from '../components/Icon';
import { LinePosition } from '../components/TokenName';
import { VirtualGrid } from '../components/VirtualGrid';
import type { Entry } from '../model/detail/entry';
import type { PlacedColumn } from '../model/lists/list-columns';
import type { PanelModel } from '../model/panel';
import type { RequestColumn } from '../model/lists/sort-requests';
import { describeNumber, translateCount, useTranslate, type Translate } from '../format/translate';
import { causeNames, describeCause } from '../format/causes';
import { describeMoment } from '../format/time';
import { typeLabels, type ListedType } from '../format/token-type';
import type { RequestSummary } from '../../traffic';
import { GridHead } from './GridHead';
import { requestColumns } from './request-columns';
import { RequestNameCell } from './RequestNameCell';
import { createRequestActions, type RowActions } from './row-actions';
import { cellClass, useColumns } from './useColumns';

function requestRowId(id: number | string): string {
  // An ID of an element can't contain spaces.
  return `request-${encodeURIComponent(id)}`;
}

/** The panel, whose requests are listed. */
export interface RequestGridProps {
  readonly model: PanelModel;
}

/** The list of requests, in the order they were sent unless the user sorts it. */
export function RequestGrid({ model }: RequestGridProps) {
  const t = useTranslate();
  const { requests } = model;
  const columns = useColumns('requests', requestColumns, model.layouts);
  const shown = requests.shown.value;
  const selectedId = requests.selectedId.value;
  const sort = requests.sort.value;
  const actions = createRequestActions(model);
  const isInTimeOrder = sort.column === 'time' && sort.direction === 'ascending';
  return (
    <VirtualGrid
      name={t('requests_grid_name')}
      columns={columns.template}
      onWidth={columns.setWidth}
      firstKey={model.layout.peek().firstRequestId}
      onFirstKey={(key) => model.layout.change({ firstRequestId: key as string | undefined })}
      count={shown.length}
      selectedAt={requests.selectedAt.value}
      selectedKey={selectedId}
      isSelectedByItself={requests.isSelectedByItself.value}
      keyAt={(index) => shown[index]?.id}
      rowId={requestRowId}
      step={requests.step}
      onKey={(event) => actions.key(selectedId, event)}
      followsEnd={isInTimeOrder}
      head={<GridHead columns={columns} sort={sort} menu={model.menu} />}
      row={(index, top) => {
        const request = shown[index];
        return (
          request && (
            <RequestGridRow
              key={request.id}
              model={model}
              columns={columns.placed}
              request={request}
              index={index}
              top={top}
              isSelected={request.id === selectedId}
              actions={actions}
            />
          )
        );
      }}
      {...(!isInTimeOrder && { newest: requests.newest.value })}
      below={({ count, isAbove, show }) => (
        <button type="button" class={`button grid-added${isAbove ? ' grid-added-above' : ''}`} onClick={show}>
          {translateCount(t, 'requests_added', count)}
        </button>
      )}
    />
  );
}

interface RowProps {
  readonly model: PanelModel;
  readonly columns: readonly PlacedColumn<RequestColumn>[];
  readonly request: RequestSummary;
  /** Zero-based index in the list. */
  readonly index: number;
  /** Distance from the top of the list, in pixels. */
  readonly top: number;
  readonly isSelected: boolean;
  readonly actions: RowActions<string>;
}

function RequestGridRow(props: RowProps) {
  const { columns, request, index, top, isSelected, actions } = props;
  const { id, isRejected } = request;
  return (
    <div
      class={`grid-row grid-cells request-cells${isRejected ? ' request-wrong' : ''}`}
      role="row"
      id={requestRowId(id)}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      tabIndex={-1}
      style={{ transform: `translateY(${top}px)` }}
      onClick={(event) => actions.click(id, event)}
      onDblClick={(event) => actions.open(id, event)}
      onContextMenu={(event) => actions.showMenu(id, event)}
    >
      {columns.map((column) => (
        <Cell key={column.id} {...props} column={column} />
      ))}
    </div>
  );
}

function Cell({ model, request, column }: RowProps & { readonly column: PlacedColumn<RequestColumn> }) {
  const t = useTranslate();
  const name = cellClass(column);
  switch (column.id) {
    case 'mark':
      return (
        <div role="gridcell" class={name}>
          {request.isRejected && (
            <span class="mark mark-wrong">
              <Icon name="wrong" />
              <span class="visually-hidden">{t('request_rejected')}</span>
            </span>
          )}
        </div>
      );
    case 'time': {
      const at = describeMoment(request.sentAtMs);
      return (
        <div role="gridcell" class={name} title={at?.both}>
          {at?.timeMs}
        </div>
      );
    }
    case 'name':
      return (
        <RequestNameCell class={name} request={request} pageOrigin={model.capture.inspectedOrigin.value} />
      );
    case 'status':
      return (
        <div role="gridcell" class={name}>
          {describeStatus(t, request)}
        </div>
      );
    case 'token':
      return (
        <div role="gridcell" class={name}>
          <TokenCell model={model} request={request} />
        </div>
      );
    case 'cause': {
      const cause = request.isRejected && model.causes.of(request.id);
      return (
        <div role="gridcell" class={name} title={cause ? describeCause(t, cause) : undefined}>
          {cause && t(causeNames[cause.code])}
        </div>
      );
    }
  }
}

function describeStatus(t: Translate, { status, isPending }: RequestSummary): string {
  if (isPending) return t('request_pending');
  return status === 0 ? t('request_no_answer') : String(status);
}

/** Types of tokens that a token request sends: the ones in its response are more interesting. */
const requestTypes: ReadonlySet<ListedType> = new Set<ListedType>([
  'refresh token',
  'authorization grant',
  'service account assertion',
  'client assertion',
  'client attestation',
  'client attestation proof',
  'request object',
  'DPoP proof',
  'ID token',
]);

/** Whose token the request sent, or which it received or issued. */
function TokenCell({ model, request }: Pick<RowProps, 'model' | 'request'>) {
  const t = useTranslate();
  const entries = model.tokens.entries();
  const issued = findIssued(entries, request);
  const entry = issued ?? entries.get(request.sentIds[0] ?? request.tokenIds[0] ?? 0);
  if (entry === undefined) {
    return request.hasOpaqueToken === true ? (
      <span class="quiet" title={t('cause_evidence_opaque_token')}>
        {t('request_opaque')}
      </span>
    ) : null;
  }
  const { row, facts } = entry;
  const more = request.tokenIds.length - 1;
  const position = row.line?.position ?? 1;
  return (
    <>
      {issued !== undefined && <span class="quiet">{t('request_issued')} </span>}
      {issued === undefined && request.sentIds.length === 0 && (
        <span class="quiet">{t('request_received')} </span>
      )}
      {facts.subject !== '' && (
        <>
          <HostileText text={facts.subject} />
          <span class="quiet"> · </span>
        </>
      )}
      <span class="quiet">{t(typeLabels[facts.type].short)}</span>
      <LinePosition line={row.line} />
      {issued !== undefined && position > 1 && (
        <span class="quiet"> {t('request_issued_from', describeNumber(position - 1, t.language))}</span>
      )}
      {more > 0 && <span class="quiet"> +{more}</span>}
    </>
  );
}

/** The token of a line that the response issued: no request sent it before, and this one sent no credentials. */
function findIssued(
  entries: ReadonlyMap<number, Entry>,
  { tokenIds, sentIds, sentAtMs }: RequestSummary,
): Entry | undefined {
  const isTokenRequest = sentIds.every((id) => {
    const type = entries.get(id)?.facts.type;
    return type === undefined || requestTypes.has(type);
  });
  if (!isTokenRequest) return undefined;
  const issued = tokenIds.flatMap((id) => (sentIds.includes(id) ? [] : (entries.get(id) ?? [])));
  return issued.find(({ row }) => row.line !== undefined && row.firstSeenMs === sentAtMs);
}
