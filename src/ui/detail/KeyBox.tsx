import { useRef } from 'preact/hooks';
import type { KeyBoxModel } from '../model/key-box';
import { useSay } from '../translate';
import { describeShortcut } from '../words/shortcut';
import { HostileText } from '../element/HostileText';

/** Where a key is pasted. What stands in it stays in memory and is tried on every token of the same issuer. */
export function KeyBox({ keyBox }: { readonly keyBox: KeyBoxModel }) {
  const say = useSay();
  const issuer = keyBox.issuer.value;
  const box = useRef<HTMLTextAreaElement>(null);
  return (
    <div class="key-box">
      <textarea
        ref={box}
        class="key-text"
        rows={2}
        aria-label={say('key_name')}
        placeholder={say('key_placeholder')}
        title={say('key_title', describeShortcut('Enter'))}
        // A browser's spelling service must never be sent a key.
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        value={keyBox.text.value}
        onInput={(event) => keyBox.type(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          keyBox.verify();
        }}
      />
      <div class="key-actions">
        <button
          type="button"
          class="button"
          title={say('key_verify_title', describeShortcut('Enter'))}
          onClick={keyBox.verify}
        >
          {say('key_verify')}
        </button>
        <button
          type="button"
          class="button"
          disabled={keyBox.text.value === ''}
          onClick={() => {
            keyBox.clear();
            // The button is of no use any more, and would take the focus with it.
            box.current?.focus();
          }}
        >
          {say('key_clear')}
        </button>
        <span class="quiet key-scope">
          {issuer !== undefined && (
            <>
              {say('key_scope_issuer')} <HostileText text={issuer.slice(0, 200)} />
            </>
          )}
        </span>
      </div>
    </div>
  );
}
