import { HostileText } from '../components/HostileText';
import { Icon } from '../components/Icon';
import type { KeyBoxModel } from '../model/detail/key-box';
import type { SecretsModel, SecretsState } from '../model/detail/secrets';
import { translateCount, useTranslate } from '../format/translate';

/** The search, and the key box that gets the secret it finds. */
export interface SecretSearchProps {
  readonly secrets: SecretsModel;
  readonly keyBox: KeyBoxModel;
}

/** Tries a list of known secrets, or the user's own list, which can also be dropped here. */
export function SecretSearch({ secrets, keyBox }: SecretSearchProps) {
  const t = useTranslate();
  const state = secrets.state.value;
  const isSearching = state.state === 'searching';
  return (
    <div
      class="secret-search"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        const list = event.dataTransfer?.files[0];
        if (list) secrets.search(list);
      }}
    >
      <div class="key-actions">
        {isSearching ? (
          <button type="button" class="button" onClick={secrets.stop}>
            {t('secrets_stop')}
          </button>
        ) : (
          <button type="button" class="button" onClick={() => secrets.search()}>
            {t('secrets_try')}
          </button>
        )}
        <label class="button" title={t('secrets_list_title')}>
          {t('secrets_list')}
          <input
            type="file"
            class="visually-hidden"
            disabled={isSearching}
            onChange={(event) => {
              const list = event.currentTarget.files?.[0];
              if (list) secrets.search(list);
              // Otherwise selecting the same file again would fire no event.
              event.currentTarget.value = '';
            }}
          />
        </label>
        {isSearching && (
          <>
            <progress
              aria-label={t('secrets_progress')}
              {...(state.of !== undefined && { max: state.of, value: state.tried })}
            />
            {/* Outside the live region: it changes many times a second. */}
            <span>{translateCount(t, 'secrets_tried', state.tried)}</span>
          </>
        )}
      </div>
      <p aria-live="polite" class="secret-outcome">
        <Outcome state={state} keyBox={keyBox} />
      </p>
    </div>
  );
}

function Outcome({ state, keyBox }: { readonly state: SecretsState; readonly keyBox: KeyBoxModel }) {
  const t = useTranslate();
  if (state.state !== 'ended') return null;
  const { search } = state;
  switch (search.outcome) {
    case 'impossible':
      return <>{search.reason}</>;
    case 'none':
      return <>{translateCount(t, 'secrets_none', search.tried)}</>;
    case 'stopped':
      return <>{translateCount(t, 'secrets_stopped', search.tried)}</>;
    case 'found':
      return (
        <span class="verdict verdict-invalid" data-rule="HMAC-KNOWN-SECRET">
          <Icon name="wrong" />
          <span>
            {t('secrets_found')}{' '}
            <code class="value">
              <HostileText text={search.word.slice(0, 200)} />
            </code>{' '}
            <button
              type="button"
              class="text-button"
              onClick={() => {
                keyBox.type(search.word);
                keyBox.verify();
              }}
            >
              {t('secrets_use')}
            </button>
          </span>
        </span>
      );
  }
}
