import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { describeNumber, useTranslate } from '../format/translate';

/** What is shown of a long value before the person asks for more. */
const shownAtFirst = 600;
/** What is shown of any value at most: the browser must stay quick, and the whole of it is in the copy. */
const shownAtMost = 100_000;

export interface Cut {
  /** How many characters to show. */
  readonly limit: number;
  /** Stands behind them: shows more, or says that this is all that is shown. Nothing when nothing is cut. */
  readonly control: ComponentChildren;
}

/** Cuts a text of `length` characters until the person asks for more. */
export function useCut(length: number, first = shownAtFirst): Cut {
  const t = useTranslate();
  const [isOpen, setOpen] = useState(false);
  const limit = isOpen ? shownAtMost : first;
  if (length <= limit) return { limit: length, control: null };
  return {
    limit,
    control: isOpen ? (
      <span class="quiet"> {t('cut_shown', describeNumber(limit), describeNumber(length))}</span>
    ) : (
      <>
        {'… '}
        <button type="button" class="text-button" onClick={() => setOpen(true)}>
          {t('cut_show_all', describeNumber(length))}
        </button>
      </>
    ),
  };
}
