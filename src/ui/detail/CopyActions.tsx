import { receivedText, type Token } from '../../token';
import { CopyButton } from '../components/CopyButton';
import { describeJson } from '../format/json';
import { hasUnprotected } from '../format/token-parts';
import { useTranslate } from '../format/translate';
import type { DetailModel } from '../model/detail/detail';

interface CopyActionsProps {
  readonly model: DetailModel;
  readonly token: Token;
}

/** Copies the token, its claims or its header: the JSON that was signed, or what the tables show if they show more. */
export function CopyActions({ model, token }: CopyActionsProps) {
  const t = useTranslate();
  const { copying, disclosures, exactJson } = model;
  const claims = model.claims.value;
  const { header } = token;
  // Disclosed claims aren't part of the signed JSON.
  const exactClaims = (token.kind === 'sd-jwt' ? disclosures.exact : exactJson.claims).value?.text;
  const exactHeader = hasUnprotected(token) ? undefined : exactJson.header.value?.text;
  return (
    <span class="copy-actions" role="group" aria-label={t('copy_actions')}>
      <CopyButton
        copying={copying}
        name={t('copy_token')}
        label={t('copy_token_short')}
        text={() => receivedText(token)}
      />
      {claims && (
        <CopyButton
          copying={copying}
          name={t('copy_claims')}
          label={t('section_claims')}
          text={() => exactClaims ?? describeJson(claims)}
        />
      )}
      {header && (
        <CopyButton
          copying={copying}
          name={t('copy_header')}
          label={t('section_header')}
          text={() => exactHeader ?? describeJson(header)}
        />
      )}
    </span>
  );
}
