import { useRef } from 'preact/hooks';
import { useTranslate } from '../format/translate';
import { readKeyFile } from '../model/detail/key-file';
import type { KeyringPageModel } from '../model/keyring-page';
import { ScopeSelect } from './ScopeSelect';

/** The text box for a new key, which can be pasted or dropped as a file, and what it's used for. */
export function AddKey({ page }: { readonly page: KeyringPageModel }) {
  const t = useTranslate();
  const box = useRef<HTMLTextAreaElement>(null);
  const { draft, issuers } = page;
  const text = draft.text.value;
  const purpose = draft.purpose.value;
  return (
    <form
      class="keyring-add"
      onSubmit={(event) => {
        event.preventDefault();
        // The button is disabled without text and would lose the focus.
        box.current?.focus();
        draft.add();
      }}
    >
      <textarea
        ref={box}
        class="key-text"
        rows={2}
        aria-label={t('keyring_add_name')}
        placeholder={t('keyring_add_placeholder')}
        // Online spell checking would send the key to a server.
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        value={text}
        onInput={(event) => draft.type(event.currentTarget.value)}
        onDragOver={(event) => {
          if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
        }}
        onDrop={(event) => {
          const file = event.dataTransfer?.files[0];
          // Other files are left to the panel, which opens them.
          if (!file || /\.har$/i.test(file.name)) return;
          event.preventDefault();
          draft.drop(readKeyFile(file));
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          draft.add();
        }}
      />
      <div class="key-actions">
        <select
          aria-label={t('keyring_purpose')}
          value={purpose}
          onChange={(event) =>
            draft.setPurpose(event.currentTarget.value === 'decrypt' ? 'decrypt' : 'verify')
          }
        >
          <option value="verify">{t('keyring_purpose_verify')}</option>
          <option value="decrypt">{t('keyring_purpose_decrypt')}</option>
        </select>
        <ScopeSelect
          label={t('keyring_used_for')}
          scope={draft.scope.value}
          issuers={purpose === 'verify' ? issuers : []}
          onSelect={draft.setScope}
        />
        <button type="submit" class="button" disabled={text.trim() === ''}>
          {t('keyring_add')}
        </button>
      </div>
    </form>
  );
}
