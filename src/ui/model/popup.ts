import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { Found, Missing, searchTokens, TokenSearch } from '../../token';
import type { KeptKey, Subscribe, VerdictKeys } from '../../traffic';
import { createBugs, type BugsModel } from './bugs';
import type { Clock } from './clock';
import type { PopupCommands, Result } from '../commands';
import type { Translate, GetMessage } from '../format/translate';
import type { DetailModel } from './detail/detail';
import { createDraft, type DraftModel } from './draft';
import type { PopupFiles } from './popup-files';
import type { TabTokensModel } from './tab-tokens';

/** Longer text is searched after a pause in typing, not after each key press. */
export const searchedAtOnce = 200_000;
/** The search runs in time slices of this length, so that the popup stays responsive. */
const sliceMs = 10;
/** Text beyond this is kept but not searched: it would take too long. */
export const maxSearchedLength = 8 * 1024 * 1024;
const searchAfterMs = 200;

/** The name before a pasted cookie's value, and what may precede it in a header or a command. */
const cookieBefore = /(?:^|[\s;:"'])([\w!#$%&*+.^`|~-]{1,200})=["']?$/;

function findCookieName(text: string, { source: { start }, cookies }: Found): string | undefined {
  return cookies?.name ?? cookieBefore.exec(text.slice(Math.max(0, start - 300), start))?.[1];
}

/** What the popup or the first-run page gets from its page. */
export interface PopupOptions {
  readonly commands: PopupCommands;
  readonly clock: Clock;
  readonly translate: GetMessage;
  /** Calls back with the public keys of earlier sessions, now and when they change. */
  readonly subscribeKeptKeys?: Subscribe<readonly KeptKey[]>;
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
  readonly bugs: BugsModel;
  readonly copyText: PopupCommands['copyText'];
  readonly draft: DraftModel;
  /** Undefined until its code is loaded, after the text box. */
  readonly detail: ReadonlySignal<DetailModel | undefined>;
  readonly search: ReadonlySignal<Search>;
  /** The text has changed and hasn't been fully searched. */
  readonly isSearching: ReadonlySignal<boolean>;
  /** Zero-based index of the shown token. */
  readonly selectedIndex: ReadonlySignal<number>;
  select(index: number): void;
  /** The tokens of the popup's tab, while they are shown in place of the text. */
  readonly tab: ReadonlySignal<TabTokensModel | undefined>;
  showTab(): void;
  closeTab(): void;
  /** What became of dropped files, or why the last action failed, as a sentence. Undefined once the text changes. */
  readonly notice: ReadonlySignal<PopupFiles | string | undefined>;
  /** Takes files that were dropped or pasted. */
  take(files: readonly File[]): void;
  /** Shows files, or what the popup shows, in the viewer. */
  showInViewer(files?: readonly File[]): void;
  end(): void;
}

/**
 * The model of the popup. It restores the draft, searches the text in time slices, and saves the draft until `end`.
 * Never stores a key, and makes no requests. In a text longer than `maxSearchedLength`, only the beginning is searched.
 */
export function createPopupModel({
  commands,
  clock,
  translate,
  subscribeKeptKeys,
}: PopupOptions): PopupModel {
  const ending = new AbortController();
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
        search.value = { ...found, missing: explainMissing(text.slice(0, maxSearchedLength)) };
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
    const steps = findSteps(text.slice(0, maxSearchedLength));
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

  const tab = signal<TabTokensModel | undefined>(undefined);
  const notice = signal<PopupFiles | string | undefined>(undefined);
  const stopForgetting = effect(() => {
    if (draft.text.value !== undefined) notice.value = undefined;
  });
  const report = (result: Result) => {
    if (!result.ok && !ending.signal.aborted) notice.value = result.reason;
  };

  /** The public keys for the tab's token that was read last. */
  const tabKeys = signal<Partial<VerdictKeys>>({});
  const detail = signal<DetailModel | undefined>(undefined);
  void import('./detail/lazy-detail').then(({ createDetail, createKeyring, scopeOf }) => {
    if (ending.signal.aborted) return;
    const keyring = createKeyring();
    const stopUsing = effect(() => {
      const { keySets = [], keys = [] } = tabKeys.value;
      untracked(() => {
        keyring.restore({ capturedKeySets: keySets });
        for (const key of keys) keyring.add(key);
      });
    });
    const unsubscribeKept = subscribeKeptKeys?.(keyring.setKept);
    ending.signal.addEventListener('abort', () => {
      stopUsing();
      unsubscribeKept?.();
    });
    const created = createDetail({
      selected: computed(() => {
        if (tab.value !== undefined) return tab.value.token.value;
        const { found, missing } = search.value;
        return found[selectedIndex.value]?.token ?? missing?.token;
      }),
      commands,
      keyring,
      clock,
      language: translate.language,
      explainsMalformed: false,
      cookieName: computed(() => {
        const { text, found } = search.value;
        const token = tab.value === undefined ? found[selectedIndex.value] : undefined;
        return token && findCookieName(text, token);
      }),
      typeLocation: computed(() => {
        const found = tab.value === undefined ? search.value.found[selectedIndex.value] : undefined;
        return found && { kind: '', name: '', path: found.path };
      }),
      // One key for all tokens without an issuer: while the user edits a pasted token, its key must stay in the box.
      scopeWithoutIssuer: (token) =>
        tab.value === undefined ? { kind: 'issuer', value: '' } : scopeOf(token),
    });
    ending.signal.addEventListener('abort', created.end);
    detail.value = created;
  });

  return {
    t: translate as Translate,
    bugs: createBugs(),
    copyText: commands.copyText,
    draft,
    search,
    isSearching: computed(() => search.value.text !== draft.text.value),
    selectedIndex,
    select: (index) => (selectedIndex.value = index),
    detail,
    tab,
    showTab() {
      void import('./tab-tokens').then(({ createTabTokens }) => {
        if (!ending.signal.aborted) tab.value = createTabTokens(commands, (keys) => (tabKeys.value = keys));
      });
    },
    closeTab: () => (tab.value = undefined),
    notice,
    take(files) {
      void import('./popup-files').then(async ({ takeFiles }) => {
        const taken = await takeFiles(translate as Translate, files, detail.peek());
        if (ending.signal.aborted) return;
        if (taken.kind === 'text') {
          tab.value = undefined;
          draft.type(taken.text);
        } else notice.value = taken;
      });
    },
    showInViewer(files) {
      const text = tab.peek()?.token.peek()?.raw ?? draft.text.peek();
      void commands.showInViewer(text, files).then(report);
    },
    end() {
      stopForgetting();
      stopSearching();
      draft.end();
      ending.abort();
    },
  };
}
