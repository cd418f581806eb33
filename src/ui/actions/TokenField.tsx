import { useId } from 'preact/hooks';
import { nameTokenWithTime } from '../format/token-name';
import { useTranslate, type MessageKey } from '../format/translate';
import type { TokenInput, TokenSource } from '../model/actions/token-input';

const labels: Record<TokenSource, MessageKey> = {
  captured: 'token_field_captured',
  none: 'token_field_none',
  other: 'token_field_other',
  pasted: 'token_field_pasted',
};

/** Radio buttons for the source of a token, with a list of captured tokens or a text box below. */
export function TokenField({ input }: { readonly input: TokenInput }) {
  const t = useTranslate();
  const name = useId();
  const source = input.source.value;
  return (
    <fieldset class="token-field">
      <legend class="visually-hidden">{t('token_field')}</legend>
      <div class="token-sources">
        {input.sources.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name={name}
              checked={each === source}
              onChange={() => (input.source.value = each)}
            />
            {t(labels[each])}
          </label>
        ))}
      </div>
      {source === 'other' && (
        <select
          class="button"
          aria-label={t('token_field_other')}
          value={String(input.otherId.value ?? '')}
          onChange={({ currentTarget }) => (input.otherId.value = Number(currentTarget.value))}
        >
          <option value="" disabled>
            {t('token_field_select')}
          </option>
          {input.others.value.map((entry) => (
            <option key={entry.row.id} value={entry.row.id}>
              {nameTokenWithTime(t, entry)}
            </option>
          ))}
        </select>
      )}
      {source === 'pasted' && (
        <textarea
          class="key-text"
          rows={2}
          aria-label={t('token_field_pasted')}
          // Online spell checking would send the token to a server.
          spellcheck={false}
          autocomplete="off"
          autocapitalize="off"
          value={input.pasted.value}
          onInput={({ currentTarget }) => (input.pasted.value = currentTarget.value)}
        />
      )}
    </fieldset>
  );
}
