import type { ComponentChildren, RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { useSay, type MessageKey } from '../format/translate';
import { describeShortcut } from '../format/shortcut';

export interface KeyBoxProps {
  readonly text: string;
  readonly placeholder: MessageKey;
  /** What the button beside the box says, and what it is for. */
  readonly action: MessageKey;
  readonly actionTitle: MessageKey;
  readonly onType: (text: string) => void;
  readonly onTry: () => void;
  readonly onClear: () => void;
  /** The box itself, for what stands behind the buttons to give the focus back to. */
  readonly box?: RefObject<HTMLTextAreaElement | null>;
  /** What stands behind the buttons. */
  readonly children?: ComponentChildren;
}

/** Where a key is pasted. What stands in it stays in memory. */
export function KeyBox({
  text,
  placeholder,
  action,
  actionTitle,
  onType,
  onTry,
  onClear,
  box: given,
  children,
}: KeyBoxProps) {
  const say = useSay();
  const own = useRef<HTMLTextAreaElement>(null);
  const box = given ?? own;
  return (
    <div class="key-box">
      <textarea
        ref={box}
        class="key-text"
        rows={2}
        aria-label={say('key_name')}
        placeholder={say(placeholder)}
        title={say('key_title', describeShortcut('Enter'))}
        // A browser's spelling service must never be sent a key.
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        value={text}
        onInput={(event) => onType(event.currentTarget.value)}
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
          title={say(actionTitle, describeShortcut('Enter'))}
          onClick={onTry}
        >
          {say(action)}
        </button>
        <button
          type="button"
          class="button"
          disabled={text === ''}
          onClick={() => {
            onClear();
            // The button is of no use any more, and would take the focus with it.
            box.current?.focus();
          }}
        >
          {say('key_clear')}
        </button>
        {children}
      </div>
    </div>
  );
}
