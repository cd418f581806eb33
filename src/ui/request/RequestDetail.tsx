import '../style/request.css';
import { useRef } from 'preact/hooks';
import {
  hostOf,
  writeFilterItem,
  type Body,
  type HeaderField,
  type HttpExchange,
  type RequestSummary,
} from '../../traffic';
import type { SendAgainProps } from '../actions/SendAgain';
import { CopyStatus } from '../components/CopyStatus';
import { Icon } from '../components/Icon';
import { HostileText } from '../components/HostileText';
import { LongText } from '../components/LongText';
import { SubjectText } from '../components/TokenName';
import { FindHost } from '../detail/members/FindHost';
import { createLazyComponent } from '../detail/LazyComponent';
import { Section } from '../detail/Section';
import { Summary } from '../detail/Summary';
import { TokenSections } from '../detail/TokenDetail';
import { useKeptSection } from '../detail/useKeptSection';
import { describeDelivery } from '../format/sources/delivery';
import { senderWords, sourceWords } from '../format/sources/locations';
import { describeMoment } from '../format/time';
import { describeNumber, useTranslate } from '../format/translate';
import { typeLabels } from '../format/token-type';
import { writeHostile } from '../format/visible-text';
import type { DetailModel } from '../model/detail/detail';
import type { RequestSectionName } from '../model/detail/folds';
import type { PanelModel } from '../model/panel';
import { CompareButton } from '../panel/CompareChoice';
import { LineageSection } from '../panel/LineageSection';
import { CopyAsButton } from '../share/CopyAsButton';
import { SentLine, ServerClock } from './ClockLines';
import { splitHeader } from './header-parts';
import { RejectionBox } from './RejectionBox';
import { RequestTimings } from './RequestTimings';
import type { SignInSectionProps } from './SignInSection';

/** Few requests are part of a sign-in. */
const SignInSection = createLazyComponent<SignInSectionProps>(
  async () => (await import('./SignInSection')).SignInSection,
);

const SendAgain = createLazyComponent<SendAgainProps>(
  async () => (await import('../actions/SendAgain')).SendAgain,
);

/** The panel, whose selected request is shown, and the details of that request's token. */
export interface RequestDetailProps {
  readonly model: PanelModel;
  readonly detail: DetailModel;
}

/** The selected request: its response, the tokens in it, its headers and its bodies. Without one, one sentence. */
export function RequestDetail({ model, detail }: RequestDetailProps) {
  const t = useTranslate();
  const scroller = useRef<HTMLDivElement>(null);
  const request = model.requests.selected.value;
  const hasToken = request !== undefined && request.tokenIds.length > 0;
  useKeptSection(scroller, request?.id, request?.isRejected);
  return (
    <section
      class="detail"
      aria-label={t('region_request')}
      ref={scroller}
      // Takes the focus of a click on text, so that Ctrl+F searches here.
      tabIndex={-1}
      data-find={hasToken ? '' : undefined}
    >
      <div class="detail-content">
        {request === undefined ? (
          <header class="summary">
            <h1>{t('request_none_selected')}</h1>
          </header>
        ) : (
          <>
            <RequestHead model={model} request={request} />
            {model.requests.isHidden.value && <p class="detail-note quiet">{t('request_hidden')}</p>}
            {isResendOpen(model, request) && (
              <SendAgain
                key={`${request.id} ${model.actions.form.value?.text}`}
                model={model}
                request={request}
              />
            )}
            <Rejected model={model} detail={detail} />
            <SignInSection model={model} folds={detail.folds} />
            <RequestTokens model={model} detail={detail} request={request} />
            <RequestContent model={model} detail={detail} />
          </>
        )}
      </div>
      <CopyStatus copying={detail.copying} />
      {hasToken && <FindHost find={detail.find} detail={scroller} />}
    </section>
  );
}

interface PartProps extends RequestDetailProps {
  readonly request: RequestSummary;
}

function RequestHead({ model, request }: Omit<PartProps, 'detail'>) {
  const t = useTranslate();
  const { method, url, status, isPending, sentAtMs, sender, delivery } = request;
  const exchange = model.requests.exchange.value;
  const callSite = exchange?.callSite;
  const at = describeMoment(sentAtMs);
  const facts = [
    at && `${at.timeMs} ${at.zone}`,
    exchange && !isPending && exchange.answeredAtMs > sentAtMs
      ? t('request_duration', describeNumber(Math.round(exchange.answeredAtMs - sentAtMs), t.language))
      : undefined,
    sender && sender !== 'page' ? t(senderWords[sender]) : undefined,
    exchange && exchange.source !== 'network log' ? t(sourceWords[exchange.source]) : undefined,
    delivery && delivery.state !== 'sent' ? describeDelivery(t, delivery) : undefined,
  ].filter((fact) => fact !== undefined);
  const result = isPending ? (
    t('request_pending')
  ) : status === 0 ? (
    t('request_no_answer')
  ) : (
    <HostileText text={`${status} ${exchange?.statusText ?? ''}`.trim()} />
  );
  return (
    <header class="summary">
      <div class="summary-head">
        <h1 class="request-title">
          {writeHostile(method)} <HostileText text={url.replace(/^https:\/\//, '')} isHost />
        </h1>
        <strong class={request.isRejected === true ? 'request-failed' : ''}>{result}</strong>
      </div>
      <div class="request-line">
        <p class="quiet">
          {facts.join(' · ')}
          {callSite !== undefined && (
            <span title={writeHostile(callSite)}>
              {facts.length > 0 && ' · '}
              {t('request_call_site')} <HostileText text={callSite.slice(callSite.lastIndexOf('/') + 1)} />
            </span>
          )}
        </p>
        <p class="request-filters">
          {listFilterItems(request).map((item) => (
            <button
              key={item}
              type="button"
              class="tool"
              aria-pressed={model.filter.has(item)}
              title={t('filter_by', writeHostile(item))}
              onClick={() => model.filter.toggle(item)}
            >
              <Icon name="filter" />
              <HostileText text={item} isHost />
            </button>
          ))}
          {exchange && exchange.source !== 'file' && (
            <button
              type="button"
              class="text-button"
              aria-expanded={isResendOpen(model, request)}
              onClick={() =>
                isResendOpen(model, request)
                  ? model.actions.close()
                  : model.actions.open({ kind: 'send again', exchangeId: request.id })
              }
            >
              {t('send_again_open')}
            </button>
          )}
          <CopyAsButton
            menu={model.menu}
            items={async () => (await import('../share/copy-as')).listRequestCopies(model, request.id)}
          />
          {model.reveal && exchange?.source === 'network log' && (
            <button
              type="button"
              class="text-button"
              title={t('request_reveal_title')}
              onClick={() => model.reveal?.(request)}
            >
              {t('request_reveal')}
            </button>
          )}
        </p>
      </div>
      <ServerClock clocks={model.clocks} request={request} />
    </header>
  );
}

function isResendOpen({ actions }: PanelModel, { id }: RequestSummary): boolean {
  const form = actions.form.value;
  return form?.kind === 'send again' && form.exchangeId === id;
}

/** What the lists can be filtered by to find similar requests. */
function listFilterItems({ url, status }: RequestSummary): readonly string[] {
  const items = [writeFilterItem('host', hostOf(url)), status > 0 ? `status:${status}` : undefined];
  return items.filter((item) => item !== undefined);
}

function Rejected({ model, detail }: RequestDetailProps) {
  const shown = model.causes.shown.value;
  return shown ? <RejectionBox shown={shown} call={model.actions.call} copying={detail.copying} /> : null;
}

/** The tokens of the request, and the details of the chosen one. */
function RequestTokens({ model, detail, request }: PartProps) {
  const t = useTranslate();
  const entries = model.tokens.entries();
  const selectedId = model.tokens.selectedId.value;
  const token = detail.token.value;
  if (request.tokenIds.length === 0) return <p class="request-note">{t('request_without_token')}</p>;
  const isShown = selectedId !== undefined && request.tokenIds.includes(selectedId);
  return (
    <>
      {request.tokenIds.length > 1 && (
        <ul class="request-tokens" aria-label={t('request_tokens')}>
          {request.tokenIds.map((id) => {
            const facts = entries.get(id)?.facts;
            return (
              facts && (
                <li key={id}>
                  <button
                    type="button"
                    class="tool"
                    aria-pressed={id === selectedId}
                    onClick={() => model.tokens.select(id)}
                  >
                    <SubjectText facts={facts} />
                    <span class="quiet">
                      {t(typeLabels[facts.type].short)}
                      {' · '}
                      {t(request.sentIds.includes(id) ? 'request_token_sent' : 'request_token_received')}
                    </span>
                  </button>
                </li>
              )
            );
          })}
        </ul>
      )}
      {isShown && token && (
        <section class="request-token" aria-label={t('region_token')}>
          <Summary model={detail} isRejectionShown={model.causes.shown.value !== undefined} />
          {request.sentIds.includes(selectedId) && (
            <SentLine
              clocks={model.clocks}
              request={request}
              token={token}
              lastSentMs={detail.lastSentMs.value}
            />
          )}
          <p class="request-note request-actions">
            <button type="button" class="text-button" onClick={() => model.showView('tokens')}>
              {t('request_open_token')}
            </button>
            <CompareButton model={model} tokenId={selectedId} />
          </p>
          <TokenSections model={detail} token={token}>
            <LineageSection model={model} detail={detail} />
          </TokenSections>
        </section>
      )}
    </>
  );
}

function RequestContent({ model, detail }: RequestDetailProps) {
  const t = useTranslate();
  const exchange = model.requests.exchange.value;
  if (exchange === undefined) {
    return model.requests.isUnavailable.value ? (
      <p class="request-note" role="alert">
        {t('request_unavailable')}
      </p>
    ) : null;
  }
  return (
    <>
      <Headers name="request_headers" detail={detail} headers={exchange.requestHeaders} />
      <BodyText name="request_body" detail={detail} body={exchange.requestBody} />
      <Headers name="response_headers" detail={detail} headers={exchange.responseHeaders} />
      <BodyText name="response_body" detail={detail} body={exchange.responseBody} />
      {exchange.timings && <RequestTimings detail={detail} timings={exchange.timings} />}
      {isWithoutBody(exchange) && <p class="request-note quiet">{t('request_no_bodies')}</p>}
    </>
  );
}

function isWithoutBody({ requestBody, responseBody }: HttpExchange): boolean {
  return requestBody === undefined && responseBody === undefined;
}

interface SectionPartProps {
  readonly name: RequestSectionName;
  readonly detail: DetailModel;
}

function Headers({ name, detail, headers }: SectionPartProps & { readonly headers: readonly HeaderField[] }) {
  const t = useTranslate();
  if (headers.length === 0) return null;
  return (
    <Section name={name} folds={detail.folds}>
      <table class="members" aria-label={t(`section_${name}`)}>
        <tbody>
          {headers.map((header, index) => (
            <tr key={index}>
              <th scope="row">
                <HostileText text={header.name} />
              </th>
              <td>
                <HeaderValue header={header} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function HeaderValue({ header }: { readonly header: HeaderField }) {
  const parts = splitHeader(header);
  if (parts.length === 0) {
    return (
      <span class="value">
        <LongText text={header.value} />
      </span>
    );
  }
  return (
    <dl class="header-parts">
      {parts.map(({ name, value }, index) => (
        <div key={index}>
          <dt>
            <HostileText text={name} />
          </dt>
          <dd class="value">
            <LongText text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function BodyText({ name, detail, body }: SectionPartProps & { readonly body: Body | undefined }) {
  const t = useTranslate();
  if (body === undefined || body.text === '') return null;
  return (
    <Section name={name} folds={detail.folds}>
      <p class="value request-body">
        <LongText text={body.text} keepLines />
      </p>
      {body.truncated && <p class="quiet">{t('request_body_cut')}</p>}
    </Section>
  );
}
