import '../style/lineage.css';
import type { ComponentChildren } from 'preact';
import type { Lineage, LineageNeighbor, LineageRequest, TokenRow } from '../../traffic';
import { HostileText } from '../components/HostileText';
import { Icon } from '../components/Icon';
import { TokenName } from '../components/TokenName';
import { Section } from '../detail/Section';
import { describeMoment } from '../format/time';
import { describeNumber, translateCount, useTranslate } from '../format/translate';
import { writeHost, writeHostile } from '../format/visible-text';
import type { DetailModel } from '../model/detail/detail';
import type { PanelModel } from '../model/panel';
import { CompareChoice } from './CompareChoice';

/** The panel, whose selected token the details show. */
export interface LineageSectionProps {
  readonly model: PanelModel;
  readonly detail: DetailModel;
}

/** Where the token comes from, which requests used it, and which token replaced it. */
export function LineageSection({ model, detail }: LineageSectionProps) {
  const row = model.tokens.selected.value?.row;
  const lineage = model.lineage.shown.value;
  if (row === undefined) return null;
  return (
    <Section name="lineage" folds={detail.folds}>
      {lineage && <LineageFacts model={model} row={row} lineage={lineage} />}
      <CompareChoice model={model} tokenId={row.id} />
    </Section>
  );
}

interface FactsProps {
  readonly model: PanelModel;
  readonly row: TokenRow;
  readonly lineage: Lineage;
}

function LineageFacts({ model, row, lineage }: FactsProps) {
  const t = useTranslate();
  const { issuedBy, before, after, usesAfter, companions, otherOrigins, compared } = lineage;
  return (
    <dl class="facts lineage">
      <Fact name={t('lineage_issued_by')}>
        {issuedBy ? (
          <RequestLink model={model} request={issuedBy} />
        ) : (
          <span class="quiet">{t('lineage_not_captured')}</span>
        )}
      </Fact>
      {!model.files.isRedacted.value && (
        <Fact name={t('lineage_used_by')}>
          <Uses model={model} row={row} lineage={lineage} />
        </Fact>
      )}
      {before && (
        <Fact name={t(before.isRefresh ? 'lineage_replaces' : 'lineage_older')}>
          <NeighborLinks model={model} neighbor={before} />
        </Fact>
      )}
      {after && (
        <Fact name={t(after.isRefresh ? 'lineage_replaced_by' : 'lineage_newer')}>
          <NeighborLinks model={model} neighbor={after} isRequestShown />
        </Fact>
      )}
      {usesAfter.count > 0 && (
        <Fact name={t('lineage_used_after')}>
          <p class="lineage-warning">
            {/* After another sign-in, the older token may be in use as intended. */}
            {after?.isRefresh && <Icon name="warning" />}
            {translateCount(t, 'lineage_uses_after', usesAfter.count)}
          </p>
          {usesAfter.newest.map((request) => (
            <p key={request.exchangeId}>
              <RequestLink model={model} request={request} />
            </p>
          ))}
          {usesAfter.count > usesAfter.newest.length && (
            <p class="quiet">
              {translateCount(t, 'lineage_more_uses', usesAfter.count - usesAfter.newest.length)}
            </p>
          )}
        </Fact>
      )}
      {companions.length > 0 && (
        <Fact name={t('lineage_together')}>
          {companions.map(({ tokenId, requests }) => (
            <p key={tokenId}>
              <TokenLink model={model} tokenId={tokenId} />{' '}
              <span class="quiet">{translateCount(t, 'lineage_requests', requests)}</span>
            </p>
          ))}
          {compared.forCompanions < compared.requests && <Limit requests={compared.forCompanions} />}
        </Fact>
      )}
      {otherOrigins.map(({ origin, requests, request }) => (
        <Fact key={origin} name={t('lineage_elsewhere')}>
          <p class="lineage-warning">
            <Icon name="warning" />
            <span>
              <HostileText text={origin} isHost /> {translateCount(t, 'lineage_requests', requests)}
            </span>
          </p>
          <p>{t('lineage_not_intended')}</p>
          <p>
            <RequestLink model={model} request={request} />
          </p>
        </Fact>
      ))}
      {!compared.isAll && (
        <Fact name={t('lineage_limit')}>
          <Limit requests={compared.requests} />
        </Fact>
      )}
    </dl>
  );
}

/** Says that earlier requests weren't compared. */
function Limit({ requests }: { readonly requests: number }) {
  const t = useTranslate();
  return <p class="quiet">{translateCount(t, 'lineage_newest_compared', requests)}</p>;
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Uses({ model, row, lineage: { firstUse, lastUse } }: FactsProps) {
  const t = useTranslate();
  if (row.requests === 0) return <span class="quiet">{t('lineage_unused')}</span>;
  const isOne = firstUse?.exchangeId === lastUse?.exchangeId;
  return (
    <>
      <p>
        {translateCount(t, 'lineage_requests', row.requests)}
        {row.rejected > 0 && (
          <span class="lineage-rejected"> · {translateCount(t, 'lineage_rejected', row.rejected)}</span>
        )}
      </p>
      {firstUse && !isOne && (
        <p>
          <span class="quiet">{t('lineage_first')}</span> <RequestLink model={model} request={firstUse} />
        </p>
      )}
      {lastUse && (
        <p>
          {!isOne && <span class="quiet">{t('lineage_last')} </span>}
          <RequestLink model={model} request={lastUse} />
        </p>
      )}
    </>
  );
}

interface NeighborProps {
  readonly model: PanelModel;
  readonly neighbor: LineageNeighbor;
  /** The response with the shown token itself is listed elsewhere. */
  readonly isRequestShown?: boolean;
}

function NeighborLinks({ model, neighbor, isRequestShown = false }: NeighborProps) {
  return (
    <>
      <TokenLink model={model} tokenId={neighbor.tokenId} />
      {isRequestShown && neighbor.request && (
        <p>
          <RequestLink model={model} request={neighbor.request} />
        </p>
      )}
    </>
  );
}

function TokenLink({ model, tokenId }: { readonly model: PanelModel; readonly tokenId: number }) {
  const entry = model.tokens.entries().get(tokenId);
  return (
    entry && (
      <button type="button" class="text-button" onClick={() => model.openToken(tokenId)}>
        <TokenName entry={entry} />
      </button>
    )
  );
}

/** A request with the time and its status. A link if the panel lists it. */
function RequestLink({ model, request }: { readonly model: PanelModel; readonly request: LineageRequest }) {
  const t = useTranslate();
  const { exchangeId, method, url, status, sentAtMs } = request;
  const at = describeMoment(sentAtMs);
  const name = (
    <>
      {writeHostile(method)} <HostileText text={url.replace(/^https?:\/\//, '')} isHost />
    </>
  );
  return (
    <>
      {model.requests.find(exchangeId) ? (
        <button
          type="button"
          class="text-button value"
          title={writeHost(url)}
          onClick={() => model.openRequest(exchangeId)}
        >
          {name}
        </button>
      ) : (
        <span class="value">{name}</span>
      )}{' '}
      <span class="quiet">
        <time title={at?.both}>{at?.timeMs}</time> ·{' '}
        {status === 0 ? t('request_no_answer') : describeNumber(status, t.language)}
      </span>
    </>
  );
}
