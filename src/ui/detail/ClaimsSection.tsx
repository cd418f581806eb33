import type { Token } from '../../token';
import { CopyButton } from '../element/CopyButton';
import { LongText } from '../element/LongText';
import type { DetailModel } from '../model/detail';
import { describeNumber, useSay, type Say } from '../translate';
import { describeJson } from '../words/json';
import { describeBytes } from '../words/bytes';
import { MemberTable } from './MemberTable';
import { Section } from './Section';

/** The claims, or why there are none. */
export function ClaimsSection({ model }: { readonly model: DetailModel }) {
  const say = useSay();
  const token = model.token.value;
  const claims = token && token.kind !== 'jwe' ? token.claims : undefined;
  return (
    <Section
      name="claims"
      folds={model.folds}
      actions={
        claims && (
          <CopyButton copying={model.copying} name={say('copy_claims')} text={() => describeJson(claims)} />
        )
      }
    >
      {token && claims && Object.keys(claims).length > 0 ? (
        <MemberTable
          key={token.raw}
          name={say('section_claims')}
          members={claims}
          part="payload"
          copying={model.copying}
          now={model.now}
        />
      ) : (
        <NoClaims token={token} say={say} />
      )}
    </Section>
  );
}

function NoClaims({ token, say }: { readonly token: Token | undefined; readonly say: Say }) {
  if (!token) return <p class="quiet">{say('claims_none')}</p>;
  if (token.kind === 'jwe') return <p>{say('claims_encrypted')}</p>;
  if (token.claims) return <p>{say('claims_empty')}</p>;
  if (token.kind === 'malformed' || !token.payloadProblem) return <p>{say('claims_unreadable')}</p>;
  const { reason, offset } = token.payloadProblem;
  return (
    <>
      <p>{say(`payload_${reason}`, describeNumber(offset + 1))}</p>
      {token.payload.length > 0 && (
        <p class="value">
          <LongText key={token.raw} text={describeBytes(token.payload)} />
        </p>
      )}
    </>
  );
}
