import type { Decryption, Token } from '../../token';
import { LongText } from '../components/LongText';
import type { DetailModel } from '../model/detail/detail';
import { describeNumber, useTranslate, type Translate } from '../format/translate';
import { describeBytes } from '../format/bytes';
import { isOpaque } from '../format/token-type';
import { MemberSection } from './members/MemberSection';
import { PayloadFormNotes } from './PayloadFormNotes';

interface ClaimsSectionProps {
  readonly model: DetailModel;
  readonly token: Token;
}

/** The claims, or why they can't be shown. */
export function ClaimsSection({ model, token }: ClaimsSectionProps) {
  const t = useTranslate();
  const text = model.decryption.outcome.value?.plaintextForm;
  const own = token.kind === 'jws' || token.kind === 'sd-jwt' ? token.payloadForm : undefined;
  const form = text ? { text } : own;
  return (
    <MemberSection
      model={model}
      name="claims"
      token={token}
      members={model.claims.value}
      notes={form && <PayloadFormNotes form={form} />}
    >
      <NoClaims
        token={token}
        decrypted={model.decryption.outcome.value}
        hasEmpty={model.claims.value !== undefined}
        t={t}
      />
    </MemberSection>
  );
}

interface NoClaimsProps {
  readonly token: Token;
  /** The result of the decryption, if there is one. */
  readonly decrypted: Decryption | undefined;
  /** The claims are an empty object. */
  readonly hasEmpty: boolean;
  readonly t: Translate;
}

function NoClaims({ token, decrypted, hasEmpty, t }: NoClaimsProps) {
  if (hasEmpty) return <p>{t('claims_empty')}</p>;
  if (decrypted?.token) return <p>{t('claims_nested')}</p>;
  if (token.kind === 'jwe' && !decrypted?.plaintext)
    return <p>{t(isOpaque(token) ? 'claims_opaque' : 'claims_encrypted')}</p>;
  if (token.kind === 'malformed' || token.kind === 'jwe' || !token.payloadProblem)
    return <p>{t('claims_unreadable')}</p>;
  const { reason, offset } = token.payloadProblem;
  return (
    <>
      <p>{t(`payload_${reason}`, describeNumber(offset + 1, t.language))}</p>
      {token.payload.length > 0 && (
        <p class="value">
          <LongText key={token.raw} text={describeBytes(token.payload)} />
        </p>
      )}
    </>
  );
}
