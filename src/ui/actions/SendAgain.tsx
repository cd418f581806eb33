import { useEffect, useState } from 'preact/hooks';
import { HostileText } from '../components/HostileText';
import { RichMessage } from '../components/RichMessage';
import { useTranslate } from '../format/translate';
import { nameToken } from '../format/token-name';
import { writeHostile } from '../format/visible-text';
import { createResend, type ResendModel } from '../model/actions/resend';
import type { PanelModel } from '../model/panel';
import type { RequestSummary } from '../../traffic';
import { ActionFrame } from './ActionFrame';
import { ComparedResponses } from './ComparedResponses';
import { describeCallProblem, describePlan, describeResent } from './describe-action';
import { TokenField } from './TokenField';

/** The listed request that the form sends again. */
export interface SendAgainProps {
  readonly model: PanelModel;
  readonly request: RequestSummary;
}

/** Sends a request again, with another token or without one, and compares both responses. */
export function SendAgain({ model, request }: SendAgainProps) {
  const t = useTranslate();
  const form = model.actions.form.value;
  const text = form?.kind === 'send again' ? form.text : undefined;
  const [resend] = useState(() =>
    createResend({
      request,
      call: model.actions.call,
      entries: model.tokens.entries,
      pageOrigin: model.capture.inspectedOrigin,
      changes: model.requests.changes,
      ...(text !== undefined && { text }),
    }),
  );
  useEffect(() => resend.end, []);
  const compared = resend.compared.value;
  return (
    <ActionFrame title={t('send_again')} onClose={model.actions.close}>
      {request.sentIds.length > 1 && <ReplacedToken model={model} resend={resend} />}
      <TokenField input={resend.token} />
      <Plan resend={resend} />
      <Buttons resend={resend} />
      <Status resend={resend} />
      {compared && (
        <ComparedResponses model={model} compared={compared} replacedId={resend.replacedId.value} />
      )}
    </ActionFrame>
  );
}

interface PartProps {
  readonly resend: ResendModel;
}

/** Which token is replaced, if the request has more than one. */
function ReplacedToken({ model, resend }: PartProps & Pick<SendAgainProps, 'model'>) {
  const t = useTranslate();
  const entries = model.tokens.entries();
  return (
    <label class="action-line">
      {t('resend_replaced')}
      <select
        class="button"
        value={String(resend.replacedId.value ?? '')}
        onChange={({ currentTarget }) => (resend.replacedId.value = Number(currentTarget.value))}
      >
        {resend.request.sentIds.map((id) => {
          const entry = entries.get(id);
          return (
            entry && (
              <option key={id} value={id}>
                {nameToken(t, entry)}
              </option>
            )
          );
        })}
      </select>
    </label>
  );
}

/** What sending will do. */
function Plan({ resend }: PartProps) {
  const t = useTranslate();
  const plan = resend.plan.value;
  if (plan === undefined) return null;
  if (plan.problem !== undefined) {
    return (
      <p class="problem" role="alert">
        {describeCallProblem(t, plan.problem)}
      </p>
    );
  }
  return (
    <div class="action-plan">
      <p>
        <RichMessage
          name="resend_what"
          params={[writeHostile(plan.method), <HostileText key="url" text={plan.url.slice(0, 500)} isHost />]}
        />
      </p>
      <ul>
        {describePlan(t, plan, resend.token.source.value === 'none').map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

function Buttons({ resend }: PartProps) {
  const t = useTranslate();
  const plan = resend.plan.value;
  const state = resend.state.value;
  const method = writeHostile(resend.request.method);
  if (state === 'confirming') {
    return (
      <p class="action-line" role="alert">
        <span>{t('resend_confirm', method)}</span>
        <button type="button" class="button" onClick={resend.confirm}>
          {t('resend_send', method)}
        </button>
        <button type="button" class="button" onClick={resend.cancel}>
          {t('action_cancel')}
        </button>
      </p>
    );
  }
  return (
    <p class="action-line">
      {state === 'sending' ? (
        <button type="button" class="button" onClick={resend.cancel}>
          {t('resend_stop')}
        </button>
      ) : (
        <button
          type="button"
          class="button"
          disabled={plan === undefined || plan.problem !== undefined}
          onClick={resend.send}
        >
          {plan?.isUnsafe === true ? t('resend_send_unsafe', method) : t('resend_send', method)}
        </button>
      )}
    </p>
  );
}

function Status({ resend }: PartProps) {
  const t = useTranslate();
  const resent = resend.resent.value;
  const text =
    resend.state.value === 'sending'
      ? t('resend_sending')
      : resent === undefined
        ? undefined
        : describeResent(t, resent);
  return (
    <p class="action-status" role="status">
      {text}
    </p>
  );
}
