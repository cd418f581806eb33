import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { describeNumber, useTranslate } from '../format/translate';

/** Characters shown before the user expands the text. */
const shownAtFirst = 600;
/** Characters shown at most, so that rendering stays fast. Copying always copies the full text. */
const maxShownLength = 100_000;

interface Cut {
  /** How many characters to show. */
  readonly limit: number;
  /** To render after the text: a button that shows more, or the note that the text is truncated. Null if it isn't. */
  readonly control: ComponentChildren;
}

/** Truncates a text of `length` characters until the user expands it. At least `atLeast` characters are shown. */
export function useCut(length: number, first = shownAtFirst, atLeast = 0): Cut {
  const t = useTranslate();
  const [isOpen, setOpen] = useState(false);
  const limit = isOpen ? maxShownLength : Math.min(Math.max(first, atLeast), maxShownLength);
  if (length <= limit) return { limit: length, control: null };
  return {
    limit,
    control: isOpen ? (
      <span class="quiet">
        {' '}
        {t('cut_shown', describeNumber(limit, t.language), describeNumber(length, t.language))}
      </span>
    ) : (
      <>
        {'… '}
        <button type="button" class="text-button" onClick={() => setOpen(true)}>
          {t('cut_show_all', describeNumber(length, t.language))}
        </button>
      </>
    ),
  };
}
