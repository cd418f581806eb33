import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { PopupModel } from '../model/popup';
import { TextBox } from '../components/TextBox';
import { useTranslate } from '../format/translate';
import { HighlightedToken, maxHighlightedLength } from './TokenHighlight';

interface PasteBoxProps {
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
  const isFound = search.found.length > 0;
  const isHighlighted = isFound && search.text === text && text.length <= maxHighlightedLength;
  return (
    <div class={`paste${isFound ? ' paste-found' : ''}${isHighlighted ? ' paste-highlighted' : ''}`}>
      {isHighlighted && <HighlightedToken text={text} found={search.found} element={highlight} />}
      <TextBox
        box={box}
        label={t('popup_token')}
        describedBy="paste-status"
        placeholder={t('popup_placeholder')}
        text={text}
        onText={draft.type}
        onScroll={(scrollTop) => {
          if (highlight.current) highlight.current.scrollTop = scrollTop;
        }}
      />
    </div>
  );
}
