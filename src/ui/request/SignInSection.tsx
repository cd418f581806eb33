import '../style/sign-in.css';
import { Fragment } from 'preact';
import type { Flow, FlowComparison, FlowStep } from '../../traffic';
import { HostileText } from '../components/HostileText';
import { Icon } from '../components/Icon';
import { ChangeRow } from '../detail/Comparison';
import { Section } from '../detail/Section';
import {
  checkNames,
  checkStates,
  codeFateLabels,
  describeCheck,
  flowKindLabels,
  stepLabels,
} from '../format/flows';
import { describeMoment } from '../format/time';
import { translateCount, useTranslate, type MessageKey } from '../format/translate';
import { writeHostile } from '../format/visible-text';
import type { FoldsModel } from '../model/detail/folds';
import type { PanelModel } from '../model/panel';

/** The panel, whose selected request or token is a part of the sign-in. */
export interface SignInSectionProps {
  readonly model: PanelModel;
  readonly folds: FoldsModel;
}

/** The sign-in that a request or token belongs to: its steps, what was checked, and which claims differ. */
export function SignInSection({ model, folds }: SignInSectionProps) {
  const t = useTranslate();
  const flow = model.signIn.flow.value;
  if (flow === undefined) return null;
  return (
    <Section name="sign_in" folds={folds}>
      <p>
        {t(flowKindLabels[flow.kind])}
        {flow.clientId !== undefined && (
          <span class="quiet"> · {t('flow_client', writeHostile(flow.clientId))}</span>
        )}
      </p>
      <Steps flow={flow} open={model.openRequest} />
      {flow.checks.length > 0 && <Checks flow={flow} />}
      {flow.comparisons.map((comparison) => (
        <Comparison key={comparison.with} comparison={comparison} />
      ))}
    </Section>
  );
}

interface StepsProps {
  readonly flow: Flow;
  readonly open: (exchangeId: string) => void;
}

function Steps({ flow, open }: StepsProps) {
  const t = useTranslate();
  const { steps, omittedSteps, codeFate } = flow;
  const responseAt = steps.findLastIndex(({ kind }) => kind === 'authorization response');
  return (
    <>
      <ol class="flow-steps" aria-label={t('flow_steps')}>
        {steps.map((step, index) => (
          <Fragment key={step.exchangeId}>
            <Step step={step} open={open} />
            {codeFate !== undefined && index === responseAt && (
              <li class="flow-fate quiet">{t(codeFateLabels[codeFate])}</li>
            )}
          </Fragment>
        ))}
      </ol>
      {omittedSteps > 0 && <p class="quiet">{translateCount(t, 'flow_omitted', omittedSteps)}</p>}
    </>
  );
}

function Step({ step, open }: { readonly step: FlowStep } & Pick<StepsProps, 'open'>) {
  const t = useTranslate();
  const { kind, exchangeId, method, url, status, error, polls, features, isCurrent } = step;
  const at = describeMoment(step.sentAtMs);
  const isFailed = !step.isPending && (status === 0 || status >= 400 || error !== undefined);
  const result = step.isPending ? t('request_pending') : status === 0 ? t('request_no_answer') : status;
  const address = (
    <>
      {writeHostile(method)} <HostileText text={url.replace(/^https:\/\//, '')} isHost />
    </>
  );
  return (
    <li class="flow-step" {...(isCurrent && { 'aria-current': 'step' })}>
      <time class="quiet" title={at?.both}>
        {at?.timeMs}
      </time>
      <span class="flow-step-name">
        {t(stepLabels[kind])}
        {features.length > 0 && <span class="quiet"> · {features.join(' · ')}</span>}
        {polls !== undefined && <span class="quiet"> · {translateCount(t, 'flow_polls', polls)}</span>}
      </span>
      <span class={isFailed ? 'request-failed' : ''}>{result}</span>
      <span class="flow-step-url">
        {isCurrent ? (
          address
        ) : (
          <button type="button" class="flow-link" title={t('request_open')} onClick={() => open(exchangeId)}>
            {address}
          </button>
        )}
        {error !== undefined && (
          <span class="request-failed">
            {' '}
            <HostileText text={error} />
          </span>
        )}
      </span>
    </li>
  );
}

function Checks({ flow }: { readonly flow: Flow }) {
  const t = useTranslate();
  return (
    <table class="members flow-checks" aria-label={t('flow_checks')}>
      <tbody>
        {flow.checks.map((check) => {
          const { label, icon } = checkStates[check.state];
          return (
            <tr key={check.name} data-state={check.state}>
              <th scope="row">{checkNames[check.name]}</th>
              <td>
                <div class="flow-check">
                  <Icon name={icon} />
                  <strong>{t(label)}</strong>
                  <span class="quiet">{describeCheck(t, check)}</span>
                </div>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface ComparisonLabels {
  readonly title: MessageKey;
  readonly right: MessageKey;
  readonly words?: { readonly added: MessageKey; readonly removed: MessageKey };
}

const comparisonLabels: Record<FlowComparison['with'], ComparisonLabels> = {
  userinfo: {
    title: 'flow_compare_userinfo',
    right: 'flow_column_userinfo',
    words: { added: 'flow_only_in_userinfo', removed: 'flow_only_in_id_token' },
  },
  'next ID token': { title: 'flow_compare_next', right: 'flow_column_next' },
};

function Comparison({ comparison }: { readonly comparison: FlowComparison }) {
  const t = useTranslate();
  const { title, right, words } = comparisonLabels[comparison.with];
  const { changes, expected } = comparison;
  return (
    <>
      <h3>{t(title)}</h3>
      {changes.length === 0 ? (
        <p class="quiet">{t('flow_no_difference')}</p>
      ) : (
        <table class="changes" aria-label={t(title)}>
          <thead>
            <tr>
              <th scope="col">{t('comparison_name')}</th>
              <th scope="col">{t('flow_column_id_token')}</th>
              <th scope="col">{t(right)}</th>
              <th scope="col">{t('comparison_change')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((member) => (
              <ChangeRow key={JSON.stringify(member.path)} member={member} {...(words && { words })} />
            ))}
          </tbody>
        </table>
      )}
      {expected.length > 0 && <p class="quiet">{t('flow_expected', expected.join(', '))}</p>}
    </>
  );
}
