import type { RefObject, TargetedEvent } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { PopupModel } from '../model/popup';
import { useTranslate } from '../format/translate';
import { HighlightedToken, maxHighlightedLength } from './TokenHighlight';

/** Of longer text, the box shows the beginning: the browser would need seconds to lay it out. */
const shownAtMost = 200_000;
/** How many characters of longer text are shown. */
export const shownOfLongText = 20_000;

/** The text in the box. If it isn't all of it, the box can't be edited. */
export function findShownText(text: string): string {
  return text.length > shownAtMost ? text.slice(0, shownOfLongText) : text;
}

export interface PasteBoxProps {
  readonly model: PopupModel;
  readonly box: RefObject<HTMLTextAreaElement | null>;
  /** Whether it has the focus when it's shown. */
  readonly takesFocus: boolean;
}

/** The text box for pasting. Once a token is found, it shrinks to two lines and colors the token's parts. */
export function PasteBox({ model, box, takesFocus }: PasteBoxProps) {
  const t = useTranslate();
  const highlight = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (takesFocus) box.current?.focus();
  }, []);
  const { draft } = model;
  const search = model.search.value;
  const text = draft.text.value;
  const shown = findShownText(text);
  /** Takes text that is about to be inserted, if the box wouldn't show all of it. */
  const takeLong = (event: TargetedEvent<HTMLTextAreaElement>, inserted: string | null | undefined) => {
    if (!inserted) return;
    const added = inserted.replace(/\r\n?/g, '\n');
    const { value, readOnly, selectionStart, selectionEnd } = event.currentTarget;
    const next = readOnly ? added : `${value.slice(0, selectionStart)}${added}${value.slice(selectionEnd)}`;
    if (!readOnly && findShownText(next) === next) return;
    event.preventDefault();
    draft.type(next);
  };
  const isFound = search.found.length > 0;
  const isHighlighted = isFound && search.text === text && text.length <= maxHighlightedLength;
  return (
    <div class={`paste${isFound ? ' paste-found' : ''}${isHighlighted ? ' paste-highlighted' : ''}`}>
      {isHighlighted && <HighlightedToken text={text} found={search.found} element={highlight} />}
      <textarea
        ref={box}
        aria-label={t('popup_token')}
        aria-describedby="paste-status"
        placeholder={t('popup_placeholder')}
        // Online spell checking would send the token to a server. With `autocomplete`, browsers write the text to disk, to
        // restore it with the tab.
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        readOnly={shown !== text}
        value={shown}
        onInput={({ currentTarget: { value } }) => {
          // Chromium reports inserted lines one by one, the later ones when the box already shows only the beginning.
          if (value !== findShownText(draft.text.peek())) draft.type(value);
        }}
        onBeforeInput={(event) => takeLong(event, event.data)}
        onPaste={(event) => takeLong(event, event.clipboardData?.getData('text/plain'))}
        onScroll={(event) => {
          if (highlight.current) highlight.current.scrollTop = event.currentTarget.scrollTop;
        }}
      />
    </div>
  );
}
