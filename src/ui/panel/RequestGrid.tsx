import '../style/request-grid.css';
import { HostileText } from '../components/HostileText';
import { Icon } from '../components/Icon';
import { LinePosition } from '../components/LinePosition';
import { VirtualGrid } from '../components/VirtualGrid';
import type { Entry } from '../model/detail/entry';
import type { PanelModel } from '../model/panel';
import { describeNumber, translateCount, useTranslate, type Translate } from '../format/translate';
import { causeNames, describeCause } from '../format/causes';
import { describeMoment } from '../format/time';
import { typeLabels, type ListedType } from '../format/token-type';
import { writeHost, writeHostile } from '../format/visible-text';
import type { RequestSummary } from '../../traffic';

const columns = {
  mark: 'column_request_mark',
  time: 'column_request_time',
  name: 'column_request_name',
  status: 'column_request_status',
  token: 'column_request_token',
  cause: 'column_request_cause',
} as const;

function requestRowId(id: number | string): string {
  // An ID of an element can't contain spaces.
  return `request-${encodeURIComponent(id)}`;
}

export interface RequestGridProps {
  readonly model: PanelModel;
}

/** The list of requests, in the order they were sent. */
export function RequestGrid({ model }: RequestGridProps) {
  const t = useTranslate();
  const { requests } = model;
  const shown = requests.shown.value;
  const selectedId = requests.selectedId.value;
  return (
    <VirtualGrid
      name={t('requests_grid_name')}
      count={shown.length}
      selectedAt={shown.findIndex(({ id }) => id === selectedId)}
      selectedKey={selectedId}
      isSelectedByItself={requests.isSelectedByItself.value}
      keyAt={(index) => shown[index]?.id}
      rowId={requestRowId}
      step={requests.step}
      followsEnd
      head={<RequestHead />}
      row={(index, top) => {
        const request = shown[index];
        return (
          request && (
            <RequestGridRow
              key={request.id}
              model={model}
              request={request}
              index={index}
              top={top}
              isSelected={request.id === selectedId}
            />
          )
        );
      }}
      below={(added, showEnd) =>
        added > 0 && (
          <button type="button" class="button grid-added" onClick={showEnd}>
            {translateCount(t, 'requests_added', added)}
          </button>
        )
      }
    />
  );
}

function RequestHead() {
  const t = useTranslate();
  return (
    <div class="grid-head" role="rowgroup">
      <div class="grid-cells request-cells" role="row" aria-rowindex={1}>
        {Object.entries(columns).map(([column, label]) => (
          <div key={column} role="columnheader" class={`cell cell-request-${column}`}>
            <span class={column === 'mark' ? 'visually-hidden' : 'grid-label'}>{t(label)}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  readonly model: PanelModel;
  readonly request: RequestSummary;
  /** Zero-based index in the list. */
  readonly index: number;
  /** Distance from the top of the list, in pixels. */
  readonly top: number;
  readonly isSelected: boolean;
}

function RequestGridRow({ model, request, index, top, isSelected }: RowProps) {
  const t = useTranslate();
  const at = describeMoment(request.sentAtMs);
  const cause = request.isRejected && model.causes.of(request.id);
  const isWrong = request.isRejected === true;
  return (
    <div
      class={`grid-row grid-cells request-cells${isWrong ? ' request-wrong' : ''}`}
      role="row"
      id={requestRowId(request.id)}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      tabIndex={-1}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => model.requests.select(request.id)}
    >
      <div role="gridcell" class="cell cell-request-mark">
        {isWrong && (
          <>
            <Icon name="wrong" />
            <span class="visually-hidden">{t('request_rejected')}</span>
          </>
        )}
      </div>
      <div role="gridcell" class="cell cell-request-time" title={at && `${at.local}, ${at.utc}`}>
        {at?.timeMs}
      </div>
      <div role="gridcell" class="cell cell-request-name" title={writeHost(request.url)}>
        <strong>{writeHostile(request.method)}</strong>{' '}
        <HostileText text={nameOf(request.url, model.capture.inspectedOrigin.value)} isHost />
      </div>
      <div role="gridcell" class="cell cell-request-status">
        {describeStatus(t, request)}
      </div>
      <div role="gridcell" class="cell cell-request-token">
        <TokenCell model={model} request={request} />
      </div>
      <div role="gridcell" class="cell cell-request-cause" title={cause && describeCause(t, cause)}>
        {cause && t(causeNames[cause.code])}
      </div>
    </div>
  );
}

function describeStatus(t: Translate, { status, isPending }: RequestSummary): string {
  if (isPending) return t('request_pending');
  return status === 0 ? t('request_no_answer') : String(status);
}

/** Path and query, after the host if it isn't the page's. */
function nameOf(url: string, pageOrigin: string): string {
  if (pageOrigin !== '' && url.startsWith(`${pageOrigin}/`)) return url.slice(pageOrigin.length);
  return url.replace(/^https?:\/\//, '');
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
  if (entry === undefined) return null;
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
