import '../style/filter-suggestions.css';
import { untracked, type Signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useMemo } from 'preact/hooks';
import { suggestFilter, type FilterCompletion, type FilterKey, type FilterSuggestion } from '../../traffic';
import { HostileText } from '../components/HostileText';
import type { PanelModel } from '../model/panel';
import { translateCount, useTranslate, type MessageKey, type Translate } from '../format/translate';

/** The filter's text box and the state that it shares with its list of suggestions. */
export interface FilterSuggestionsProps {
  readonly model: PanelModel;
  readonly id: string;
  readonly input: RefObject<HTMLInputElement | null>;
  /** Set to the number of suggestions. */
  readonly count: Signal<number>;
  /** Index of the suggestion that the arrow keys have reached; -1 for none. */
  readonly activeIndex: Signal<number>;
  /** Set to a function that returns whether it has handled a key. */
  readonly onKey: RefObject<(key: string) => boolean>;
}

const keyNames: Record<FilterKey, MessageKey> = {
  url: 'filter_key_url',
  host: 'filter_key_host',
  method: 'filter_key_method',
  status: 'filter_key_status',
  cause: 'filter_key_cause',
  type: 'filter_key_type',
  iss: 'filter_key_iss',
  sub: 'filter_key_sub',
  aud: 'filter_key_aud',
  kid: 'filter_key_kid',
  time: 'filter_key_time',
  alg: 'filter_key_alg',
  is: 'filter_key_is',
  has: 'filter_key_has',
  claim: 'filter_key_claim',
};

/** The keys and values that complete the filter at the caret (like the WAI-ARIA APG's combobox with a listbox). */
export function FilterSuggestions(props: FilterSuggestionsProps) {
  const { model, id, input, count, activeIndex, onKey } = props;
  const t = useTranslate();
  const text = model.filter.text.value;
  // Changes with the text only, so that the list doesn't move while requests are captured.
  const { from, to, suggestions } = useMemo(() => complete(model, input.current), [model, input, text]);
  useLayoutEffect(() => {
    count.value = suggestions.length;
    activeIndex.value = -1;
  }, [suggestions]);

  const accept = (suggestion: FilterSuggestion | undefined) => {
    const box = input.current;
    if (box === null || suggestion === undefined) return;
    const caret = from + suggestion.text.length;
    const next = box.value.slice(0, from) + suggestion.text + box.value.slice(to);
    // Before it's rendered with the same value, which then keeps the caret.
    box.value = next;
    box.setSelectionRange(caret, caret);
    model.filter.set(next);
  };
  onKey.current = (key) => {
    const at = activeIndex.peek();
    const last = suggestions.length - 1;
    if (key === 'ArrowDown') activeIndex.value = at >= last ? 0 : at + 1;
    else if (key === 'ArrowUp') activeIndex.value = at <= 0 ? last : at - 1;
    else if (key === 'Tab') accept(suggestions[Math.max(0, at)]);
    else if (key === 'Enter' && at >= 0) accept(suggestions[at]);
    else return false;
    return true;
  };
  if (suggestions.length === 0) return null;
  return (
    <ul class="filter-suggestions" role="listbox" id={id} aria-label={t('filter_suggestions')}>
      {suggestions.map((suggestion, index) => (
        <li
          key={suggestion.text}
          role="option"
          id={`${id}-${index}`}
          aria-selected={index === activeIndex.value}
          onPointerDown={(event) => {
            // Otherwise the box would lose the focus.
            event.preventDefault();
            accept(suggestion);
          }}
        >
          <span class="filter-suggestion">
            <HostileText text={suggestion.text} />
          </span>
          <span class="quiet">{describeSuggestion(t, suggestion)}</span>
        </li>
      ))}
    </ul>
  );
}

function describeSuggestion(t: Translate, { key, count, of }: FilterSuggestion): string | undefined {
  if (key !== undefined) return t(keyNames[key]);
  if (count === undefined) return undefined;
  return translateCount(t, of === 'requests' ? 'status_requests' : 'status_tokens', count);
}

function complete(
  model: PanelModel,
  box: HTMLInputElement | null,
): FilterCompletion & { readonly to: number } {
  return untracked(() => {
    const text = model.filter.text.value;
    // The caret may move later.
    const to = box?.selectionStart ?? text.length;
    const completion = suggestFilter(text.slice(0, to), {
      requests: model.requests.inTimeOrder.value,
      tokens: [...model.tokens.entries().values()]
        .sort((a, b) => a.row.lastSeenMs - b.row.lastSeenMs)
        .map(({ row, facts }) => ({ row, token: facts.token })),
      causeOf: model.causes.known,
    });
    return { ...completion, to };
  });
}
