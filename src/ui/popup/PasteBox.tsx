import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { PopupModel } from '../model/popup';
import { useTranslate } from '../format/translate';
import { HighlightedToken, longestInked } from './TokenHighlight';

export interface PasteBoxProps {
  readonly model: PopupModel;
  readonly box: RefObject<HTMLTextAreaElement | null>;
}

/** Where a token is pasted. It shrinks to two lines, coloured like the parts of the token, once something is found. */
export function PasteBox({ model, box }: PasteBoxProps) {
  const say = useTranslate();
  const ink = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => box.current?.focus(), []);
  const { draft } = model;
  const search = model.search.value;
  const text = draft.text.value;
  const isFound = search.found.length > 0;
  const isInked = isFound && search.text === text && text.length <= longestInked;
  return (
    <div class={`paste${isFound ? ' paste-found' : ''}${isInked ? ' paste-inked' : ''}`}>
      {isInked && <HighlightedToken text={text} found={search.found} element={ink} />}
      <textarea
        ref={box}
        aria-label={say('popup_token')}
        aria-describedby="paste-news"
        placeholder={say('popup_placeholder')}
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        value={text}
        onInput={(event) => draft.type(event.currentTarget.value)}
        onScroll={(event) => {
          if (ink.current) ink.current.scrollTop = event.currentTarget.scrollTop;
        }}
      />
    </div>
  );
}
