import { describeTokenType, type JsonObject, type Token } from '../../token';
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

/** What meets the eye first: whose token, of what kind, by whom and for whom, and what is wrong. */
export function Summary({ model }: { readonly model: DetailModel }) {
  const say = useTranslate();
  const token = model.token.value;
  if (!token) {
    return (
      <header class="summary">
        <h1>{say('summary_none')}</h1>
      </header>
    );
  }
  const facts = createFacts(token, model.claims.value);
  return (
    <header class="summary">
      <Breadcrumbs walk={model.walk} />
      <div class="summary-head">
        <h1 id={summaryId} tabIndex={-1}>
          <SubjectText facts={facts} />
        </h1>
        <span>{say(typeLabels[facts.kind].long)}</span>
      </div>
      <Route claims={model.claims.value} />
      <Problems model={model} token={token} />
      <Why token={token} />
      <Repairs token={token} />
    </header>
  );
}

function Route({ claims }: { readonly claims: JsonObject | undefined }) {
  const say = useTranslate();
  const issuer = typeof claims?.['iss'] === 'string' ? claims['iss'].slice(0, 300) : '';
  const audience = [claims?.['aud']]
    .flat()
    .filter((name) => typeof name === 'string')
    .join(', ')
    .slice(0, 300);
  if (issuer === '' && audience === '') return null;
  return (
    <p class="summary-route quiet">
      {issuer !== '' && (
        <>
          {say('summary_from')} <HostileText text={issuer} isHost />{' '}
        </>
      )}
      {audience !== '' && (
        <>
          {say('summary_for')} <HostileText text={audience} isHost />
        </>
      )}
    </p>
  );
}

function Problems({ model, token }: { readonly model: DetailModel; readonly token: Token }) {
  const say = useTranslate();
  const problems = describeProblems(say, {
    token,
    explainsMalformed: model.explainsMalformed,
    lifetime: readLifetime(model.claims.value, model.now, token.header),
    signature: model.keyBox.state.value,
    lastAnswered: model.lastAnswered.value,
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

/** Why it is taken for a token of its kind. */
function Why({ token }: { readonly token: Token }) {
  const say = useTranslate();
  if (token.kind === 'malformed') return null;
  const { why, params, certainty } = describeTokenType(token);
  const reason = translateResult(say, `use_${why}`, params);
  return <p class="summary-why quiet">{certainty === 'likely' ? say('kind_likely', reason) : reason}</p>;
}

/** What was done to the token's base64 so that it could be read: as it was sent, strict libraries reject it. */
function Repairs({ token }: { readonly token: Token }) {
  const say = useTranslate();
  if (token.kind === 'malformed') return null;
  const [repair] = token.received?.repairs ?? [];
  return repair === undefined ? null : <p class="summary-why quiet">{say(`note_${repair}`)}</p>;
}
