import type { ComponentChildren } from 'preact';
import type { Token } from '../../token';
import { HostileText } from '../components/HostileText';
import { Icon } from '../components/Icon';
import { SubjectText } from '../components/TokenName';
import type { DetailModel } from '../model/detail/detail';
import { createFacts } from '../model/detail/entry';
import { useTranslate } from '../format/translate';
import { translateResult } from '../format/params';
import { describeProblems } from '../format/problems';
import { describeShownType, type KnownContent } from '../format/shown-type';
import { claimsOf, typeLabels } from '../format/token-type';
import { summaryId, Breadcrumbs } from './Breadcrumbs';
import { CopyActions } from './CopyActions';

interface SummaryProps {
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
      <header class="summary summary-none">
        <h1>{t('summary_none')}</h1>
      </header>
    );
  }
  const known = readContent(model);
  const facts = createFacts(token, known.claims);
  const type = t(
    typeLabels[token.kind === 'malformed' ? token.kind : describeShownType(token, known).type].long,
  );
  const isDecrypted = token.kind === 'jwe' && known.claims !== undefined;
  return (
    <header class="summary">
      <Breadcrumbs nestedTokens={model.nestedTokens} />
      <div class="summary-head">
        <h1 id={summaryId} tabIndex={-1}>
          <SubjectText facts={facts} />
        </h1>
        <div class="summary-end">
          <span>{isDecrypted ? t('summary_decrypted', type) : type}</span>
          <CopyActions model={model} token={token} />
        </div>
      </div>
      <div class="summary-row">
        <Parties issuer={facts.issuer} audience={known.claims?.['aud'] ?? token.header?.['aud']} />
        {actions}
      </div>
      <Problems model={model} token={token} isRejectionShown={isRejectionShown} />
      <TypeReason known={known} token={token} />
      <Repairs token={token} />
    </header>
  );
}

/** What is known about the token's content: after decryption, its claims or those of the token inside it. */
function readContent({ claims, decryption, typeLocations }: DetailModel): KnownContent {
  const inner = decryption.outcome.value?.token;
  return { locations: typeLocations.value, claims: claims.value ?? (inner && claimsOf(inner)), inner };
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
  const lastAnswered = isRejectionShown ? undefined : model.lastAnswered.value;
  const problems = describeProblems(t, {
    token,
    explainsMalformed: model.explainsMalformed,
    signature: model.keyBox.state.value,
    lastAnswered,
    lastAnsweredClock: lastAnswered && model.clockOf(lastAnswered),
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
function TypeReason({ known, token }: { readonly known: KnownContent; readonly token: Token }) {
  const t = useTranslate();
  if (token.kind === 'malformed') return null;
  const { why, params, certainty } = describeShownType(token, known);
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
