import type { RefObject, TargetedEvent } from 'preact';
import { describeNumber, type Translate } from '../format/translate';

/** Of longer text, the box shows the beginning: the browser would need seconds to lay it out. */
const maxShownLength = 200_000;
/** How many characters of longer text are shown. */
const shownOfLongText = 20_000;

interface TextBoxProps {
  readonly box: RefObject<HTMLTextAreaElement | null>;
  /** The accessible name. */
  readonly label: string;
  /** The ID of the element that describes it. */
  readonly describedBy: string;
  readonly placeholder: string;
  /** All of the text, even if the box shows only its beginning. */
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Takes a pasted text; returns whether it did. */
  readonly takePasted?: (pasted: string) => boolean;
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly onScroll?: (scrollTop: number) => void;
}

/**
 * A text box for pasting tokens of any length. While it shows only the beginning of a text, it can't be edited, and pasted
 * text replaces all of it.
 */
export function TextBox(props: TextBoxProps) {
  const { box, text, onText, takePasted, onKeyDown, onScroll } = props;
  const shown = findShownText(text);
  /** Takes text that is about to be inserted, if the box wouldn't show all of it. */
  const takeLong = (event: TargetedEvent<HTMLTextAreaElement>, inserted: string | null | undefined) => {
    if (!inserted) return;
    const added = inserted.replace(/\r\n?/g, '\n');
    const { value, readOnly, selectionStart, selectionEnd } = event.currentTarget;
    const next = readOnly ? added : `${value.slice(0, selectionStart)}${added}${value.slice(selectionEnd)}`;
    if (!readOnly && findShownText(next) === next) return;
    event.preventDefault();
    onText(next);
  };
  return (
    <textarea
      ref={box}
      aria-label={props.label}
      aria-describedby={props.describedBy}
      placeholder={props.placeholder}
      // Online spell checking would send the token to a server. With `autocomplete`, browsers write the text to disk, to
      // restore it with the tab.
      spellcheck={false}
      autocomplete="off"
      autocapitalize="off"
      readOnly={shown !== text}
      value={shown}
      onInput={({ currentTarget: { value } }) => {
        // Chromium reports inserted lines one by one, the later ones when the box already shows only the beginning.
        if (shown === text || value !== shown) onText(value);
      }}
      onBeforeInput={(event) => takeLong(event, event.data)}
      onPaste={(event) => {
        const pasted = event.clipboardData?.getData('text/plain');
        if (pasted && takePasted?.(pasted)) event.preventDefault();
        else takeLong(event, pasted);
      }}
      onKeyDown={onKeyDown}
      onScroll={(event) => onScroll?.(event.currentTarget.scrollTop)}
    />
  );
}

/** That the box shows only the beginning of a text; undefined if it shows all of it. */
export function describeShortened(t: Translate, text: string): string | undefined {
  if (findShownText(text) === text) return undefined;
  const count = (value: number) => describeNumber(value, t.language);
  return t('text_shortened', count(shownOfLongText), count(text.length));
}

function findShownText(text: string): string {
  return text.length > maxShownLength ? text.slice(0, shownOfLongText) : text;
}
