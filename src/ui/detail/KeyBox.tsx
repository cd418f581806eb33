import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { describeKeyText, type KeyMaterial } from '../../token';
import { maxKeyLength } from '../../traffic';
import { readKeyFile } from '../model/detail/key-file';
import type { KeyInput } from '../model/detail/key-input';
import { useTranslate, type MessageKey } from '../format/translate';
import { describeShortcut } from '../format/shortcut';

interface KeyBoxProps {
  readonly input: Omit<KeyInput, 'tried' | 'try'>;
  readonly placeholder: MessageKey;
  /** The button's label and tooltip. */
  readonly action: MessageKey;
  readonly actionTitle: MessageKey;
  /** Whether the text hasn't been tried, so that no result identifies it. */
  readonly isUntried: boolean;
  readonly onTry: () => void;
  /** A ref to the text box, for `children` that move the focus to it. */
  readonly box?: RefObject<HTMLTextAreaElement | null>;
  /** Rendered after the buttons. */
  readonly children?: ComponentChildren;
}

/** What the text is, if it isn't a key or a secret, with what to paste instead. */
export function OtherInput({ text }: { readonly text: string }) {
  const t = useTranslate();
  const [found, setFound] = useState<{ readonly text: string; readonly material: KeyMaterial | undefined }>();
  useEffect(() => {
    let isCurrent = true;
    void describeKeyText(text).then((description) => {
      if (!isCurrent) return;
      setFound({ text, material: 'problem' in description ? description.material : description.lookAlike });
    });
    return () => {
      isCurrent = false;
    };
  }, [text]);
  const material = found?.text === text ? found.material : undefined;
  return material === undefined ? null : <p class="problem">{t(`key_material_${material}`)}</p>;
}

/** The text box for a key, which can be pasted or dropped as a file. The key stays in memory. */
export function KeyBox({
  input,
  placeholder,
  action,
  actionTitle,
  isUntried,
  onTry,
  box: providedBox,
  children,
}: KeyBoxProps) {
  const t = useTranslate();
  const defaultBox = useRef<HTMLTextAreaElement>(null);
  const box = providedBox ?? defaultBox;
  const text = input.text.value;
  return (
    <div class={text === '' && !input.isForAll.value ? 'key-box key-box-idle' : 'key-box'}>
      <textarea
        ref={box}
        class="key-text"
        rows={1}
        aria-label={t('key_name')}
        placeholder={t(placeholder)}
        title={t('key_title')}
        // Online spell checking would send the key to a server.
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        value={text}
        onInput={(event) => input.type(event.currentTarget.value)}
        onDragOver={(event) => {
          if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
        }}
        onDrop={(event) => {
          const file = event.dataTransfer?.files[0];
          // Other files are left to the panel, which opens them.
          if (!file || file.size > maxKeyLength || /\.har$/i.test(file.name)) return;
          event.preventDefault();
          input.drop(readKeyFile(file));
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          onTry();
        }}
      />
      <div class="key-actions">
        <button
          type="button"
          class="button"
          title={t(actionTitle, describeShortcut('Enter'))}
          onClick={onTry}
        >
          {t(action)}
        </button>
        <button
          type="button"
          class="button"
          disabled={text === ''}
          onClick={() => {
            input.clear();
            // The button is now disabled and would lose the focus.
            box.current?.focus();
          }}
        >
          {t('key_clear')}
        </button>
        {children}
        <label class="key-scope" title={t('key_for_all_title')}>
          <input
            type="checkbox"
            checked={input.isForAll.value}
            onChange={(event) => input.setForAll(event.currentTarget.checked)}
          />{' '}
          {t('key_for_all')}
        </label>
      </div>
      {isUntried && <OtherInput text={text} />}
      {input.isFileUnreadable.value && (
        <p class="problem problem-wrong" role="alert">
          {t('key_file_unreadable')}
        </p>
      )}
    </div>
  );
}
