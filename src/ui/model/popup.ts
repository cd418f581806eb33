import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Found, Missing, searchTokens, TokenSearch } from '../../token';
import type { Clock } from './clock';
import type { PopupCommands } from '../commands';
import type { Translate, GetMessage } from '../format/translate';
import type { DetailModel } from './detail/detail';
import { createDraft, type DraftModel } from './draft';

/** Longer text is searched after a pause in typing, not after each key press. */
export const searchedAtOnce = 200_000;
/** The search runs in time slices of this length, so that the popup stays responsive. */
const sliceMs = 10;
/** Text beyond this is kept but not searched: it would take too long. */
export const searchedAtMost = 8 * 1024 * 1024;
const searchAfterMs = 200;

/** The name before a pasted cookie's value, and what may precede it in a header or a command. */
const cookieBefore = /(?:^|[\s;:"'])([\w!#$%&*+.^`|~-]{1,200})=["']?$/;

function findCookieName(text: string, { source: { start }, cookies }: Found): string | undefined {
  return cookies?.name ?? cookieBefore.exec(text.slice(Math.max(0, start - 300), start))?.[1];
}

export interface PopupOptions {
  readonly commands: PopupCommands;
  readonly clock: Clock;
  readonly translate: GetMessage;
}

/** The tokens found in the pasted text. */
export interface Search {
  readonly text: string;
  readonly found: readonly Found[];
  /** A limit was reached: some of the text wasn't searched. */
  readonly isCut: boolean;
  /** Why no token was found; undefined if one was, if the text is empty, and until it's known. */
  readonly missing: Missing | undefined;
}

/** The state and the actions of the popup. */
export interface PopupModel {
  readonly t: Translate;
  readonly draft: DraftModel;
  /** Undefined until its code is loaded, after the text box. */
  readonly detail: ReadonlySignal<DetailModel | undefined>;
  readonly search: ReadonlySignal<Search>;
  /** The text has changed and hasn't been fully searched. */
  readonly isSearching: ReadonlySignal<boolean>;
  /** Zero-based index of the shown token. */
  readonly selectedIndex: ReadonlySignal<number>;
  select(index: number): void;
  end(): void;
}

/**
 * The model of the popup. It restores the draft, searches the text in time slices, and saves the draft until `end`.
 * Never stores a key, and makes no requests. In a text longer than `searchedAtMost`, only the beginning is searched.
 */
export function createPopupModel({ commands, clock, translate }: PopupOptions): PopupModel {
  const draft = createDraft(commands.draft, clock);
  const search = signal<Search>({ text: '', found: [], isCut: false, missing: undefined });
  const selectedIndex = signal(0);

  const show = (text: string, { found: tokens, isCut }: TokenSearch) => {
    const found: Search = { text, found: tokens, isCut, missing: undefined };
    search.value = found;
    selectedIndex.value = 0;
    if (tokens.length > 0 || text.trim() === '') return;
    void import('./explain-missing').then(({ explainMissing }) => {
      // If the text has changed in the meantime, another search sets the result.
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
    const searchSlice = () => {
      cancel = undefined;
      const endMs = clock.nowMs() + sliceMs;
      do {
        const { done, value } = steps.next();
        if (done === true) return show(text, value);
      } while (clock.nowMs() < endMs);
      cancel = clock.after(0, searchSlice);
    };
    if (text.length > searchedAtOnce) cancel = clock.after(searchAfterMs, searchSlice);
    else searchSlice();
    // Runs when the text changes, which starts a new search.
    return () => cancel?.();
  });

  const detail = signal<DetailModel | undefined>(undefined);
  const ending = new AbortController();
  void import('./detail/lazy-detail').then(({ createDetail }) => {
    if (ending.signal.aborted) return;
    const created = createDetail({
      selected: computed(() => {
        const { found, missing } = search.value;
        return found[selectedIndex.value]?.token ?? missing?.token;
      }),
      commands,
      clock,
      language: translate.language,
      explainsMalformed: false,
      cookieName: computed(() => {
        const { text, found } = search.value;
        const token = found[selectedIndex.value];
        return token && findCookieName(text, token);
      }),
      typeLocation: computed(() => {
        const found = search.value.found[selectedIndex.value];
        return found && { kind: '', name: '', path: found.path };
      }),
      // One key for all tokens without an issuer: while the user edits a pasted token, its key must stay in the box.
      scopeWithoutIssuer: () => ({ kind: 'issuer', value: '' }),
    });
    ending.signal.addEventListener('abort', created.end);
    detail.value = created;
  });

  return {
    t: translate as Translate,
    draft,
    search,
    isSearching: computed(() => search.value.text !== draft.text.value),
    selectedIndex,
    select: (index) => (selectedIndex.value = index),
    detail,
    end() {
      stopSearching();
      draft.end();
      ending.abort();
    },
  };
}
