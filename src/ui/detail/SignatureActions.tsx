import type { DetailModel } from '../model/detail/detail';
import { useTranslate } from '../format/translate';
import { KeyFetchButton } from './KeyFetch';

/** With these, no key changes the result. */
const keyless: ReadonlySet<string> = new Set([
  'alg_none',
  'signature_removed',
  'signature_empty',
  'not_a_jws',
]);

/** Beside the verdict, unless the signature is valid: fetches the keys, or unfolds the section to enter one. */
export function SignatureActions({ model }: { readonly model: DetailModel }) {
  const t = useTranslate();
  const { keyBox, keyFetch, folds, secrets } = model;
  const state = keyBox.state.value;
  const verdict = state.state === 'verdict' ? state.verdict : undefined;
  const takesKey =
    state.state !== 'pending' && verdict?.status !== 'valid' && !keyless.has(verdict?.reason ?? '');
  return (
    <span class="line-actions">
      <KeyFetchButton model={keyFetch} />
      {takesKey && folds.isFolded('signature') && (
        <button type="button" class="button" onClick={() => folds.enter('signature')}>
          {t(secrets.isPossible.value ? 'key_enter_secret' : 'key_enter')}
        </button>
      )}
    </span>
  );
}
