import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Found, Missing, searchTokens, TokenSearch } from '../../token';
import type { Clock } from './clock';
import type { PopupCommands } from '../commands';
import type { Translate, GetMessage } from '../format/translate';
import type { DetailModel } from './detail/detail';
import { createDraft, type DraftModel } from './draft';

/** Text longer than this is searched when the typing pauses, not with each key press. */
export const searchedAtOnce = 200_000;
/** How long the search goes on before the browser can draw and take what is typed. */
const sliceMs = 10;
/** Text behind this is kept but not searched: it would make the popup wait. */
export const searchedAtMost = 8 * 1024 * 1024;
const searchAfterMs = 200;

export interface PopupOptions {
  readonly commands: PopupCommands;
  readonly clock: Clock;
  readonly translate: GetMessage;
}

/** What was found in the text that stands in the box. */
export interface Search {
  readonly text: string;
  readonly found: readonly Found[];
  /** A limit was reached: some of the text wasn't searched. */
  readonly isCut: boolean;
  /** Why nothing was found; undefined when something was, when there is nothing to search, and until it is known. */
  readonly missing: Missing | undefined;
}

/** The popup's state and what a person can do in it. */
export interface PopupModel {
  readonly say: Translate;
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
 * Creates the popup's model: loads the draft, searches what is typed a few milliseconds at a time, and keeps the draft
 * until its `end`. Stores no
 * key anywhere and fetches nothing. Of a text beyond `searchedAtMost` characters it searches the beginning and says so.
 */
export function createPopupModel({ commands, clock, translate }: PopupOptions): PopupModel {
  const draft = createDraft(commands.draft, clock);
  const search = signal<Search>({ text: '', found: [], isCut: false, missing: undefined });
  const chosen = signal(0);

  const show = (text: string, { found: tokens, isCut }: TokenSearch) => {
    const found: Search = { text, found: tokens, isCut, missing: undefined };
    search.value = found;
    chosen.value = 0;
    if (tokens.length > 0 || text.trim() === '') return;
    void import('./explain-missing').then(({ explainMissing }) => {
      // What was typed meanwhile has a search of its own.
      if (search.peek() === found) {
        search.value = { ...found, missing: explainMissing(text.slice(0, searchedAtMost)) };
      }
    });
  };
  const searcher = signal<typeof searchTokens | undefined>(undefined);
  void import('./search-tokens').then((loaded) => {
    searcher.value = loaded.searchTokens;
  });
  const stopSearching = effect(() => {
    const text = draft.text.value;
    const findSteps = searcher.value;
    if (findSteps === undefined) return undefined;
    const steps = findSteps(text.slice(0, searchedAtMost));
    let cancel: (() => void) | undefined;
    const goOn = () => {
      cancel = undefined;
      const endMs = clock.nowMs() + sliceMs;
      do {
        const { done, value } = steps.next();
        if (done === true) return show(text, value);
      } while (clock.nowMs() < endMs);
      cancel = clock.after(0, goOn);
    };
    if (text.length > searchedAtOnce) cancel = clock.after(searchAfterMs, goOn);
    else goOn();
    // A text that changes meanwhile is searched anew.
    return () => cancel?.();
  });

  const detail = signal<DetailModel | undefined>(undefined);
  const ending = new AbortController();
  void import('./detail/lazy-detail').then(({ createDetail }) => {
    if (ending.signal.aborted) return;
    const created = createDetail({
      chosen: computed(() => {
        const { found, missing } = search.value;
        return found[chosen.value]?.token ?? missing?.token;
      }),
      commands,
      clock,
      language: translate.language,
      explainsMalformed: false,
      // One key for all tokens without an issuer: what is pasted is edited, and its key must not go with each letter.
      scopeWithoutIssuer: () => ({ kind: 'issuer', value: '' }),
    });
    ending.signal.addEventListener('abort', created.end);
    detail.value = created;
  });

  return {
    say: translate as Translate,
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
