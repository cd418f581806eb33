import type { Token } from '../../token';
import { LongText } from '../components/LongText';
import type { DetailModel } from '../model/detail/detail';
import { describeNumber, useTranslate, type Translate } from '../format/translate';
import { describeBytes } from '../format/bytes';
import { MemberSection } from './MemberSection';

/** The claims, or why there are none. */
export function ClaimsSection({ model }: { readonly model: DetailModel }) {
  const say = useTranslate();
  const token = model.token.value;
  return (
    <MemberSection model={model} name="claims" token={token} members={model.claims.value}>
      <NoClaims token={token} hasEmpty={model.claims.value !== undefined} say={say} />
    </MemberSection>
  );
}

interface NoClaimsProps {
  readonly token: Token | undefined;
  /** There are claims, none of them. */
  readonly hasEmpty: boolean;
  readonly say: Translate;
}

function NoClaims({ token, hasEmpty, say }: NoClaimsProps) {
  if (!token) return <p class="quiet">{say('claims_none')}</p>;
  if (hasEmpty) return <p>{say('claims_empty')}</p>;
  if (token.kind === 'jwe') return <p>{say('claims_encrypted')}</p>;
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
