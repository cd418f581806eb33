import type { ComponentChildren } from 'preact';
import { describeTokenType, type Token } from '../../token';
import { HostileText } from '../components/HostileText';
import { Icon } from '../components/Icon';
import { SubjectText } from '../components/SubjectText';
import type { DetailModel } from '../model/detail/detail';
import { createFacts } from '../model/detail/entry';
import { useTranslate } from '../format/translate';
import { translateResult } from '../format/params';
import { readLifetime } from '../format/lifetime';
import { describeProblems } from '../format/problems';
import { typeLabels } from '../format/token-type';
import { summaryId, Breadcrumbs } from './Breadcrumbs';

export interface SummaryProps {
  readonly model: DetailModel;
  /** The rejection of the last request is explained beside the summary. */
  readonly isRejectionShown?: boolean;
  /** Buttons beside the issuer and the audience. */
  readonly actions?: ComponentChildren;
}

/** The top of the token details: subject, type, issuer, audience and problems. */
export function Summary({ model, isRejectionShown = false, actions }: SummaryProps) {
  const t = useTranslate();
  const token = model.token.value;
  if (!token) {
    return (
      <header class="summary">
        <h1>{t('summary_none')}</h1>
      </header>
    );
  }
  const facts = createFacts(token, model.claims.value, model.typeLocations.value);
  return (
    <header class="summary">
      <Breadcrumbs nestedTokens={model.nestedTokens} />
      <div class="summary-head">
        <h1 id={summaryId} tabIndex={-1}>
          <SubjectText facts={facts} />
        </h1>
        <span>{t(typeLabels[facts.type].long)}</span>
      </div>
      <div class="summary-row">
        <Parties issuer={facts.issuer} audience={model.claims.value?.['aud'] ?? token.header?.['aud']} />
        {actions}
      </div>
      <Problems model={model} token={token} isRejectionShown={isRejectionShown} />
      <TypeReason model={model} token={token} />
      <Repairs token={token} />
    </header>
  );
}

/** A malicious token can have very many; the claims list all of them. */
const maxAudiences = 20;

/** The issuer and the audience. */
function Parties({ issuer, audience: aud }: { readonly issuer: string; readonly audience: unknown }) {
  const t = useTranslate();
  const audiences = [aud]
    .flat()
    .filter((name) => typeof name === 'string')
    .slice(0, maxAudiences);
  const audience = new Intl.ListFormat(t.language, { type: 'unit' }).format(audiences).slice(0, 300);
  if (issuer === '' && audience === '') return null;
  return (
    <dl class="summary-parties quiet">
      {issuer !== '' && (
        <div>
          <dt>{t('summary_from')}</dt>{' '}
          <dd>
            <HostileText text={issuer} isHost />
          </dd>
        </div>
      )}
      {audience !== '' && (
        <div>
          <dt>{t('summary_for')}</dt>{' '}
          <dd>
            <HostileText text={audience} isHost />
          </dd>
        </div>
      )}
    </dl>
  );
}

interface ProblemsProps extends Required<Omit<SummaryProps, 'actions'>> {
  readonly token: Token;
}

function Problems({ model, token, isRejectionShown }: ProblemsProps) {
  const t = useTranslate();
  const problems = describeProblems(t, {
    token,
    explainsMalformed: model.explainsMalformed,
    lifetime: readLifetime(model.claims.value, model.now, token.header),
    signature: model.keyBox.state.value,
    lastAnswered: isRejectionShown ? undefined : model.lastAnswered.value,
    findings: model.checks.findings.value ?? [],
    ruleTexts: model.checks.texts.value,
  });
  return problems.map(({ weight, text }) => (
    <p key={weight + text} class={`problem problem-${weight}`}>
      <Icon name={weight} />
      <span>{text}</span>
    </p>
  ));
}

/** Why the token has this type. */
function TypeReason({ model, token }: { readonly model: DetailModel; readonly token: Token }) {
  const t = useTranslate();
  if (token.kind === 'malformed') return null;
  const { why, params, certainty } = describeTokenType(token, model.typeLocations.value);
  const reason = translateResult(t, `type_reason_${why}`, params);
  return (
    <p class="summary-note summary-type quiet">
      {certainty === 'likely' ? t('type_likely', reason) : reason}
    </p>
  );
}

/** The repair that made the token's base64 readable: strict libraries reject the token as it was sent. */
function Repairs({ token }: { readonly token: Token }) {
  const t = useTranslate();
  if (token.kind === 'malformed') return null;
  const [repair] = token.received?.repairs ?? [];
  return repair === undefined ? null : <p class="summary-note quiet">{t(`note_${repair}`)}</p>;
}
