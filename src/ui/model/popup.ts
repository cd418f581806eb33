import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { explainMissing, findTokens, type Found, type Missing } from '../../token';
import { createNow, type Clock } from '../clock';
import type { PopupCommands } from '../commands';
import type { Say, Translate } from '../translate';
import { createCopying } from './copying';
import type { DetailModel } from './detail';
import { createDraft, type DraftModel } from './draft';
import { createFolds } from './folds';
import { createKeyBox } from './key-box';

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
  /** Why nothing was found; undefined when something was, or when there is nothing to search. */
  readonly missing: Missing | undefined;
}

/** The popup's state and what a person can do in it. */
export interface PopupModel {
  readonly say: Say;
  readonly draft: DraftModel;
  readonly detail: DetailModel;
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
  const copying = createCopying(commands, clock);

  const run = (text: string) => {
    search.value = searchIn(text);
    chosen.value = 0;
  };
  const stopSearching = effect(() => {
    const text = draft.text.value;
    if (text.length > searchedAtOnce) return clock.after(searchAfterMs, () => run(text));
    run(text);
    return undefined;
  });

  const token = computed(() => {
    const { found, missing } = search.value;
    return found[chosen.value]?.token ?? missing?.token;
  });
  // One box for all tokens without an issuer: what is pasted here is edited, and its key must not go with each letter.
  const keyBox = createKeyBox({ token, ownerOf: () => '' });

  return {
    say: translate as Say,
    draft,
    search,
    isSearching: computed(() => search.value.text !== draft.text.value),
    chosen,
    choose: (index) => (chosen.value = index),
    detail: {
      token,
      explainsMalformed: false,
      now: createNow(clock),
      keyBox,
      copying,
      folds: createFolds(),
      lastSentMs: signal(undefined),
      lastAnswered: signal(undefined),
    },
    end() {
      stopSearching();
      draft.end();
      keyBox.end();
      copying.end();
    },
  };
}

function searchIn(text: string): Search {
  const searched = text.slice(0, searchedAtMost);
  const found = findTokens(searched);
  const isBlank = searched.trim() === '';
  return { text, found, missing: found.length === 0 && !isBlank ? explainMissing(searched) : undefined };
}
