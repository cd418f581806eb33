import type { HttpExchange } from '../../traffic';
import { HostileText } from '../components/HostileText';
import { LongText } from '../components/LongText';
import { describeCause, describeCertainty } from '../format/causes';
import { useTranslate } from '../format/translate';
import type { ComparedOutcomes, Outcome } from '../model/actions/resend';
import type { PanelModel } from '../model/panel';

interface ComparedResponsesProps {
  readonly model: PanelModel;
  readonly compared: ComparedOutcomes;
  /** The token that was replaced. */
  readonly replacedId: number | undefined;
}

/** Response headers that explain a different result, in the order of their importance. */
const shownHeaders = [
  'www-authenticate',
  'content-type',
  'location',
  'retry-after',
  'dpop-nonce',
  'access-control-allow-origin',
];
/** The details of the new request show more. */
const maxBodyLength = 600;

/** The captured response and the new one, side by side. */
export function ComparedResponses({ model, compared, replacedId }: ComparedResponsesProps) {
  const t = useTranslate();
  const { before, after } = compared;
  const both = [before, after];
  const headers = shownHeaders.filter((name) => both.some(({ exchange }) => headerOf(exchange, name) !== ''));
  const newToken = model.requests.inTimeOrder.value.find(({ id }) => id === after.exchange.id)?.sentIds[0];
  return (
    <>
      <table class="responses" aria-label={t('responses')}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('responses_before')}</th>
            <th scope="col">{t('responses_after')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('responses_status')}</th>
            {both.map((outcome, index) => (
              <td key={index} class={outcome.rejection === undefined ? '' : 'request-failed'}>
                <strong>
                  <StatusText exchange={outcome.exchange} />
                </strong>
              </td>
            ))}
          </tr>
          <tr>
            <th scope="row">{t('responses_cause')}</th>
            {both.map((outcome, index) => (
              <td key={index}>
                <Cause outcome={outcome} />
              </td>
            ))}
          </tr>
          {headers.map((name) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {both.map(({ exchange }, index) => (
                <td key={index} class="value">
                  <LongText text={headerOf(exchange, name)} />
                </td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{t('responses_body')}</th>
            {both.map(({ exchange }, index) => (
              <td key={index} class="value">
                <BodyStart exchange={exchange} />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
      <p class="action-line">
        <button type="button" class="text-button" onClick={() => model.openRequest(after.exchange.id)}>
          {t('responses_open')}
        </button>
        {newToken !== undefined && replacedId !== undefined && newToken !== replacedId && (
          <button
            type="button"
            class="text-button"
            onClick={() => model.comparison.open(replacedId, newToken)}
          >
            {t('responses_compare')}
          </button>
        )}
      </p>
    </>
  );
}

function Cause({ outcome }: { readonly outcome: Outcome }) {
  const t = useTranslate();
  const [first] = outcome.rejection?.causes ?? [];
  if (first === undefined) return <span class="quiet">{t('responses_accepted')}</span>;
  return (
    <>
      {describeCause(t, first)} <span class="quiet">{describeCertainty(t, first.certainty)}</span>
    </>
  );
}

function BodyStart({ exchange }: { readonly exchange: HttpExchange }) {
  const t = useTranslate();
  const text = exchange.responseBody?.text ?? '';
  if (text === '') return <span class="quiet">{t('responses_no_body')}</span>;
  return (
    <>
      <HostileText text={text.slice(0, maxBodyLength)} keepLines />
      {text.length > maxBodyLength && '…'}
    </>
  );
}

function StatusText({ exchange: { status, statusText } }: { readonly exchange: HttpExchange }) {
  const t = useTranslate();
  return status === 0 ? (
    <>{t('request_no_answer')}</>
  ) : (
    <HostileText text={`${status} ${statusText}`.trim()} />
  );
}

function headerOf({ responseHeaders }: HttpExchange, wanted: string): string {
  return responseHeaders
    .filter(({ name }) => name.toLowerCase() === wanted)
    .map(({ value }) => value)
    .join(', ');
}
