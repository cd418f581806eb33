import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { findTokens, type Found, type Missing } from '../../token';
import type { Clock } from '../clock';
import type { PopupCommands } from '../commands';
import type { Say, Translate } from '../translate';
import type { DetailModel } from './detail';
import { createDraft, type DraftModel } from './draft';

/** Text longer than this is searched when the typing pauses, not with each key press. */
export const searchedAtOnce = 200_000;
/** Text behind this is kept but not searched: it would make the popup wait. */
export const searchedAtMost = 8 * 1024 * 1024;
const searchAfterMs = 200;

export interface PopupOptions {
  readonly commands: PopupCommands;
  readonly clock: Clock;
  readonly translate: Translate;
}

/** What was found in the text that stands in the box. */
export interface Search {
  readonly text: string;
  readonly found: readonly Found[];
  /** Why nothing was found; undefined when something was, when there is nothing to search, and until it is known. */
  readonly missing: Missing | undefined;
}

/** The popup's state and what a person can do in it. */
export interface PopupModel {
  readonly say: Say;
  readonly draft: DraftModel;
  /** Undefined until it is loaded, behind the box. */
  readonly detail: ReadonlySignal<DetailModel | undefined>;
  readonly search: ReadonlySignal<Search>;
  /** The text has changed and was not searched yet. */
  readonly isSearching: ReadonlySignal<boolean>;
  /** Zero-based, which of the tokens found is open. */
  readonly chosen: ReadonlySignal<number>;
  choose(index: number): void;
  end(): void;
}

/**
 * Creates the popup's model: loads the draft, searches what is typed, and keeps the draft until its `end`. Stores no
 * key anywhere and fetches nothing. Of a text beyond `searchedAtMost` characters it searches the beginning and says so.
 */
export function createPopupModel({ commands, clock, translate }: PopupOptions): PopupModel {
  const draft = createDraft(commands.draft, clock);
  const search = signal<Search>(searchIn(''));
  const chosen = signal(0);

  const run = (text: string) => {
    const found = searchIn(text);
    search.value = found;
    chosen.value = 0;
    if (found.found.length > 0 || text.trim() === '') return;
    void import('../late/explain-missing').then(({ explainMissing }) => {
      // What was typed meanwhile has a search of its own.
      if (search.peek() === found) {
        search.value = { ...found, missing: explainMissing(text.slice(0, searchedAtMost)) };
      }
    });
  };
  const stopSearching = effect(() => {
    const text = draft.text.value;
    if (text.length > searchedAtOnce) return clock.after(searchAfterMs, () => run(text));
    run(text);
    return undefined;
  });

  const detail = signal<DetailModel | undefined>(undefined);
  const ending = new AbortController();
  void import('../late/detail').then(({ createDetail }) => {
    if (ending.signal.aborted) return;
    const created = createDetail({
      chosen: computed(() => {
        const { found, missing } = search.value;
        return found[chosen.value]?.token ?? missing?.token;
      }),
      commands,
      clock,
      explainsMalformed: false,
      // One box for all tokens without an issuer: what is pasted is edited, and its key must not go with each letter.
      ownerOf: () => '',
    });
    ending.signal.addEventListener('abort', created.end);
    detail.value = created;
  });

  return {
    say: translate as Say,
    draft,
    search,
    isSearching: computed(() => search.value.text !== draft.text.value),
    chosen,
    choose: (index) => (chosen.value = index),
    detail,
    end() {
      stopSearching();
      draft.end();
      ending.abort();
    },
  };
}

function searchIn(text: string): Search {
  const searched = text.slice(0, searchedAtMost);
  return { text, found: findTokens(searched), missing: undefined };
}
