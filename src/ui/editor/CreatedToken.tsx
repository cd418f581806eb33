import type { ComponentChildren } from 'preact';
import { Icon } from '../components/Icon';
import { EncodedText } from '../detail/EncodedText';
import { ResultLine } from '../detail/ResultLine';
import { translateResult } from '../format/params';
import { useTranslate, type Translate } from '../format/translate';
import { describeVerdict } from '../format/verdict';
import type { Creation, CreationCheck } from './create-token';
import { describeMakingFailure } from './describe-creation';
import type { EditedToken, EditorModel } from './editor';

interface CreatedTokenProps {
  readonly model: EditorModel;
  /** Further actions with the created token, after "Copy". */
  readonly actions?: ((edited: EditedToken) => ComponentChildren) | undefined;
}

/** The created token and how it was checked, or why there is none. */
export function CreatedToken({ model, actions }: CreatedTokenProps) {
  const t = useTranslate();
  const { value } = model.creation;
  const edited = model.edited.value;
  return (
    <section class="created-token" aria-label={t('editor_result')}>
      <div class="created-status" aria-live="polite">
        {value.state === 'pending' && <p class="quiet">{t('editor_pending')}</p>}
        {value.state === 'failed' && <Problem text={t('editor_failed')} />}
        {value.state === 'settled' && <CreationLine creation={value.creation} model={model} />}
      </div>
      {edited && (
        <>
          <div class="created-actions" role="group" aria-label={t('editor_actions')}>
            <button
              type="button"
              class="button"
              onClick={() => void model.copying.copy('created token', edited.text)}
            >
              {t('copy_token')}
            </button>
            {actions?.(edited)}
          </div>
          <EncodedText raw={edited.text} />
        </>
      )}
    </section>
  );
}

interface CreationLineProps {
  readonly creation: Creation;
  readonly model: EditorModel;
}

function CreationLine({ creation, model }: CreationLineProps) {
  const t = useTranslate();
  if ('part' in creation) {
    // The problem itself is shown below its part.
    return (
      <Problem text={t(creation.part === 'header' ? 'editor_header_problem' : 'editor_claims_problem')} />
    );
  }
  if ('failure' in creation) return <Problem text={describeMakingFailure(t, creation.failure)} />;
  const { check } = creation;
  switch (check.kind) {
    case 'verified':
      return (
        <ResultLine status={check.verdict.status}>
          {describeVerdict(t, check.verdict)}
          <KeyOrigin model={model} />
        </ResultLine>
      );
    case 'unsigned':
      return (
        <p class="verdict verdict-warning">
          <Icon name="warning" />
          <span>{t('editor_unsigned')}</span>
        </p>
      );
    case 'encrypted':
      return <p class="verdict">{t('editor_encrypted')}</p>;
    case 'decrypted':
      return check.isSame ? (
        <p class="verdict verdict-decrypted">
          <Icon name="valid" />
          <span>{t('editor_decrypted')}</span>
        </p>
      ) : (
        <Problem text={describeDecryption(t, check)} />
      );
  }
}

/** Servers don't have a generated key: that the signature is valid doesn't mean that they accept it. */
function KeyOrigin({ model: { key } }: { readonly model: EditorModel }) {
  const t = useTranslate();
  const generated = key.generated.value;
  if (key.source.value !== 'generated' || generated.state !== 'ready') return null;
  return (
    <>{` ${t(generated.key.publicKey === undefined ? 'editor_secret_unknown' : 'editor_pair_unknown')}`}</>
  );
}

function describeDecryption(
  t: Translate,
  { decryption }: Extract<CreationCheck, { readonly kind: 'decrypted' }>,
): string {
  const { status, reason, variant, params, keyMaterial } = decryption;
  if (status === 'decrypted') return t('editor_decrypted_other');
  return keyMaterial === undefined
    ? translateResult(t, `decryption_${variant ?? reason}`, params)
    : t(`key_material_${keyMaterial}`);
}

function Problem({ text }: { readonly text: string }) {
  return (
    <p class="problem problem-wrong">
      <Icon name="wrong" />
      <span>{text}</span>
    </p>
  );
}
