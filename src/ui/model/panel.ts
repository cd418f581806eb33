import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type {
  Filter,
  FilterFacts,
  KeptKey,
  PanelCommand,
  PanelSession,
  RequestSummary,
  SessionUpdate,
  Subscribe,
  View,
} from '../../traffic';
import type { PanelCommands } from '../commands';
import type { Translate, GetMessage } from '../format/translate';
import { writeHostile } from '../format/visible-text';
import { createActions, type ActionsModel } from './actions/actions';
import { createCapture, type CaptureModel } from './capture';
import { createCauses, type CausesModel } from './causes';
import { createClocks, type ClocksModel } from './clocks';
import { createNow, type Clock } from './clock';
import { createDrafts } from './drafts';
import type { MenuModel } from './menu';
import type { DetailModel } from './detail/detail';
import { createComparison, type ComparisonModel } from './comparison';
import { createFiles, type FilesModel } from './files';
import { createFilter, type FilterModel } from './lists/filter';
import { createKeyring, type KeyringModel } from './detail/keyring';
import { createLazyFindings } from './lists/lazy-findings';
import { createLayouts, type LayoutsModel } from './lists/layouts';
import type { KeyringPageOptions } from './keyring-page';
import { createLineage, type LineageModel } from './lineage';
import { createRequests, type RequestsModel } from './lists/requests';
import { createLayoutSignal, type LayoutSignal } from './screen-layout';
import { createScreen, type ScreenModel } from './screen';
import { createSignIn, type SignInModel } from './sign-in';
import { createSightings, type SightingsModel } from './sightings';
import type { CreateTexts, TextsModel } from './texts';
import { createTokens, type TokensModel } from './lists/tokens';
import { createVerdicts } from './verdicts';

/** What a panel or the viewer gets from its page. */
export interface PanelOptions {
  readonly session: PanelSession;
  readonly commands: PanelCommands;
  readonly clock: Clock;
  readonly translate: GetMessage;
  /** In the viewer, which shows texts and files instead of an inspected tab. */
  readonly createTexts?: CreateTexts;
  /** Calls back when the extension no longer responds, such as after it was reloaded. A later snapshot reverts it. */
  readonly subscribeOrphaned?: Subscribe<void>;
  /** Calls back with the public keys of earlier sessions, now and when they change. */
  readonly subscribeKeptKeys?: Subscribe<readonly KeptKey[]>;
}

/** More names, and longer ones, would fill the panel. */
const maxFileNames = 5;
const maxFileNameLength = 100;

/** The state and the actions of the panel, in slices, so that a view depends only on what it shows. */
export interface PanelModel {
  readonly t: Translate;
  readonly tokens: TokensModel;
  readonly requests: RequestsModel;
  readonly filter: FilterModel;
  readonly causes: CausesModel;
  /** Where the selected token comes from and what happened to it. */
  readonly lineage: LineageModel;
  readonly comparison: ComparisonModel;
  /** The sign-in that the selected request or token belongs to. */
  readonly signIn: SignInModel;
  readonly clocks: ClocksModel;
  /** The details of the selected token; undefined until their code is loaded, after the list. */
  readonly detail: ReadonlySignal<DetailModel | undefined>;
  /** Where the selected token was captured. */
  readonly sightings: SightingsModel;
  readonly keyring: KeyringModel;
  /** What the page of keys, which is loaded when it's shown, is created with. */
  readonly keyringPage: KeyringPageOptions;
  readonly capture: CaptureModel;
  readonly files: FilesModel;
  readonly actions: ActionsModel;
  readonly screen: ScreenModel;
  readonly copyText: PanelCommands['copyText'];
  /** The columns of the lists. */
  readonly layouts: LayoutsModel;
  /** The first rows in view, the size of the lists, and what they list. A new panel restores it. */
  readonly layout: LayoutSignal;
  readonly menu: MenuModel;
  /** Adds texts to the list; only in the viewer, which has no inspected tab. */
  readonly texts: TextsModel | undefined;
  /** The shown list has no rows, and nothing is selected. */
  readonly isEmpty: ReadonlySignal<boolean>;
  /** Shows a list, and in the list of requests the newest rejected one if none is selected. */
  showView(view: View): void;
  /** Shows a request in the browser's Network panel; undefined if the browser can't do that. */
  readonly reveal: ((request: RequestSummary) => void) | undefined;
  /** Adds the keys in dropped files to the keyring, for all tokens, and opens the other files. */
  drop(files: readonly File[]): void;
  /** Shows a request that the log contains, with its details. */
  openRequest(exchangeId: string): void;
  /** Compares the selected token with this one; selects it if none is selected. */
  compareSelected(tokenId: number): void;
  /** Shows a token in the list of tokens, with its details. */
  openToken(tokenId: number): void;
  /** Forgets what was changed in the editor of the selected token. */
  discardEdits(): void;
  /** Sends changes that wait for a pause in typing, before the page is closed. */
  flush(): void;
  end(): void;
}

/**
 * The model of the panel. It follows the session until `end`, and sends it the filter, the selection and the keys, so
 * that a new panel can restore them. Keeps tokens and keys in memory only. Calls commands only on the user's request.
 */
export function createPanelModel(options: PanelOptions): PanelModel {
  const { session, commands, clock, translate, subscribeOrphaned, subscribeKeptKeys } = options;
  const { revealInNetwork } = commands;
  const t = translate as Translate;
  const ending = new AbortController();
  const ended = ending.signal;
  let logId: number | undefined;

  const send = (command: PanelCommand) => session.send(command);
  const now = createNow(clock);
  const layout = createLayoutSignal(send);
  const drafts = createDrafts(send, clock);
  const sightings = createSightings(session, clock);
  const { filter, restore: restoreFilter } = createFilter({
    send,
    reportBug: (error) => screen.reportBug(error),
    onLoaded: () => selectShownRejection(),
  });
  const readFacts = ({ usesTime }: Filter): FilterFacts => ({
    atSeconds: (usesTime ? now.value : now.peek()) / 1_000,
    causeOf: (id) => causes.known(id),
    namesOf: requestsControl.namesOf,
    hasFinding: ({ token }) => hasFinding(token),
    statusOf: ({ row }) => verdicts.of(row.id)?.status,
  });
  const layouts = createLayouts(commands, (reason) => screenControl.setError(reason));
  const keyring = createKeyring(send);
  const unsubscribeKept = subscribeKeptKeys?.(keyring.setKept);
  const verdicts = createVerdicts({
    tokenOf: (id) => tokens.entries().get(id)?.facts.token,
    keyring,
    clock,
    ended,
  });
  const { tokens, ...tokensControl } = createTokens({
    now,
    filter,
    verdicts,
    selectedSort: () => layouts.of('tokens').sort,
    requestsOf: (tokenId) => requests.ofToken(tokenId),
    readFacts,
    hasEdits: drafts.hasAny,
    send,
    onSelect(id) {
      sightings.select(id);
      comparison.close();
    },
  });
  const comparison = createComparison(tokens.entries, layout);
  const { requests, ...requestsControl } = createRequests({
    call: session.call,
    filter,
    layout,
    selectedSort: () => layouts.of('requests').sort,
    causeOf: (id) => causes.known(id),
    tokens: tokens.entries,
    readFacts,
    send,
    onSelect(request) {
      comparison.close();
      tokens.select(firstTokenOf(request));
    },
  });
  const { capture, ...captureControl } = createCapture({
    commands,
    send,
    ended,
    report: (result) => report(result),
  });
  const { screen, report, ...screenControl } = createScreen({
    layout,
    isConnected: capture.isConnected,
    firstView: computed(() => {
      if (requestsControl.hasRelevant.value) return 'requests';
      return tokens.entries().size > 0 ? 'tokens' : undefined;
    }),
    clock,
    send,
    subscribeOrphaned,
    onOrphaned: session.disconnect,
    ended,
  });
  const { causes, forget: forgetCauses } = createCauses({
    call: session.call,
    clock,
    rejected: requests.rejected,
    changes: requests.changes,
    keySets: keyring.keySets,
    subject: computed(() =>
      screen.view.value === 'requests'
        ? requests.selected.value
        : requests.rejected.value.findLast(({ sentIds }) => sentIds.includes(tokens.selectedId.value ?? 0)),
    ),
    needsAll: computed(
      () =>
        filter.parsed.value?.usesCauses === true ||
        (screen.view.value === 'requests' && requests.sort.value.column === 'cause'),
    ),
    onChange: (ids) => requestsControl.causesChanged(ids),
    ended,
  });
  const lineage = createLineage({
    call: session.call,
    clock,
    tokenId: tokens.selectedId,
    changes: requests.changes,
    ended,
  });
  const signIn = createSignIn({
    call: session.call,
    clock,
    changes: requests.changes,
    subject: computed(() => {
      const isRequest = screen.view.value === 'requests';
      const [exchangeId, tokenId] = [requests.selectedId.value, tokens.selectedId.value];
      if (isRequest) return exchangeId === undefined ? undefined : { exchangeId };
      return tokenId === undefined ? undefined : { tokenId };
    }),
    ended,
  });
  const { files, ...filesControl } = createFiles({
    call: session.call,
    send,
    clock,
    ended,
    onSaveFailed: () => screenControl.setError(t('save_failed')),
    onOpenFailed: (names) => screenControl.setError(t('files_not_opened', describeFileNames(t, names))),
  });
  const { actions, apply: applyActions } = createActions({
    call: session.call,
    send,
    allowOverride: commands.allowOverride,
    report,
  });
  const clocks = createClocks(requests);
  const detail = signal<DetailModel | undefined>(undefined);
  const drop = (dropped: readonly File[]) =>
    void import('./dropped-files').then(({ addDroppedFiles }) =>
      addDroppedFiles({
        files: dropped,
        t,
        keyring,
        detail,
        setError: screenControl.setError,
        open: files.open,
      }),
    );
  void import('./detail/lazy-detail').then(({ createDetail }) => {
    if (ended.aborted) return;
    const created = createDetail({
      selected: computed(() => tokens.selected.value?.facts.token),
      commands,
      keyring,
      entries: tokens.entries,
      drafts,
      openFiles: drop,
      layout,
      filter,
      clock,
      language: translate.language,
      now,
      explainsMalformed: true,
      cookieName: computed(() => {
        const { kind, name } = sightings.lastSeen.value ?? {};
        return kind === 'cookie' || kind === 'request cookie' || kind === 'response cookie'
          ? name
          : undefined;
      }),
      typeLocation: computed(() => tokens.selected.value?.row.typeLocation),
      seen: {
        lastSentMs: computed(() => tokens.selected.value?.row.lastSentMs),
        lastSent: sightings.lastSent,
        lastAnswered: sightings.lastAnswered,
        clockOf: clocks.ofSighting,
        lastSeen: sightings.lastSeen,
        context: sightings.context,
      },
    });
    ended.addEventListener('abort', created.end);
    detail.value = created;
  });

  const hasFinding = createLazyFindings(filter, {
    call: session.call,
    clock,
    tokens: tokens.entries,
    verdictOf: (id) => verdicts.of(id),
    shown: computed(() => {
      const token = detail.value?.token.value;
      const shown = detail.value?.checks.findings.value;
      return token && shown && { token, findings: shown };
    }),
    ended,
  });

  const selectShownRejection = () => {
    if (screen.view.peek() === 'requests') requests.selectNewestRejected();
  };
  const apply = (update: SessionUpdate) => {
    const { state } = update;
    const isSnapshot = update.type === 'snapshot';
    captureControl.apply(state);
    if (state.theme) screenControl.setTheme(state.theme);
    if (state.bugs) screenControl.setBugs(state.bugs);
    if (state.actions) applyActions(state.actions);
    if (state.files) filesControl.apply(state.files);
    if (state.requests) requestsControl.apply(state.requests, isSnapshot);
    if (state.tokens) tokensControl.apply(state.tokens, isSnapshot);
    if (isSnapshot) applySnapshot(update);
    else keyring.restore(state);
    const id = tokens.selectedId.peek();
    const row = state.tokens?.changed.find((changed) => changed.id === id);
    const isAmended = id !== undefined && state.tokens?.amended.includes(id) === true;
    if (!isSnapshot && (row || isAmended)) sightings.update(row?.sightings ?? 0, isAmended);
    if (state.requests) selectShownRejection();
  };
  const applySnapshot = ({
    logId: nextId,
    state,
    screen: saved,
  }: Extract<SessionUpdate, { type: 'snapshot' }>) => {
    const isFirst = logId === undefined;
    // After a reconnect to the same log, the panel's own selection is newer than the session's. Another log has other
    // tokens.
    const isOther = logId !== nextId;
    logId = nextId;
    if (isOther) forgetCauses();
    screenControl.connected();
    keyring.restore(isFirst ? state : { capturedKeySets: state.capturedKeySets });
    // A filter typed before the first snapshot is newer than the saved one.
    const typed = filter.text.peek();
    if (isFirst && typed === '') restoreFilter(saved.filter);
    else if (isFirst) send({ type: 'filter', text: typed });
    let editedId: number | undefined;
    if (isFirst) {
      screenControl.restoreLayout(saved);
      layout.value = { ...saved.layout, ...layout.peek() };
      drafts.restore(saved.drafts ?? []);
      for (const { listedRaw, isOpen } of saved.drafts ?? []) {
        const keptId = tokensControl.keepEdited(listedRaw, clock.nowMs());
        if (isOpen) editedId = keptId;
      }
    }
    if (isFirst || isOther) requestsControl.restoreSelection(saved.requestId);
    tokensControl.restoreSelection(isOther ? saved.selectedId : tokens.selectedId.peek(), editedId);
    // Selecting a token closes the comparison.
    const comparedIds = saved.layout?.comparedIds;
    if (isFirst && comparedIds) layout.change({ comparedIds });
  };
  const unsubscribe = session.subscribe((update) => batch(() => apply(update)));

  const showRequest = () => {
    const request = requests.selected.peek();
    const tokenId = tokens.selectedId.peek();
    if (tokenId === undefined || request?.tokenIds.includes(tokenId) !== true) {
      tokens.select(firstTokenOf(request));
    }
    screen.show('requests');
  };

  const openToken = (tokenId: number) => {
    tokens.select(tokenId);
    screen.show('tokens');
  };

  return {
    t,
    tokens,
    requests,
    filter,
    causes,
    clocks,
    lineage,
    comparison,
    signIn,
    detail,
    sightings,
    keyring,
    keyringPage: {
      keyring,
      commands,
      clock,
      draft: signal({ text: '', origin: 'pasted' }),
      tokens: () => tokens.entries().values(),
    },
    capture,
    files,
    actions,
    screen,
    copyText: commands.copyText,
    layouts,
    layout,
    menu: signal(undefined),
    texts: options.createTexts?.({ call: session.call, nowMs: clock.nowMs, openToken, ended }),
    isEmpty: computed(() => {
      const { shown, selectedId } = screen.view.value === 'requests' ? requests : tokens;
      return shown.value.length === 0 && selectedId.value === undefined;
    }),
    showView(view) {
      if (view === 'tokens') screen.show(view);
      else {
        requests.selectNewestRejected();
        showRequest();
      }
    },
    drop,
    reveal: revealInNetwork && ((request) => report(revealInNetwork(request))),
    openRequest(exchangeId) {
      requests.select(exchangeId);
      showRequest();
    },
    compareSelected(tokenId) {
      const selectedId = tokens.selectedId.peek();
      if (selectedId === undefined) tokens.select(tokenId);
      else comparison.open(selectedId, tokenId);
    },
    openToken,
    discardEdits() {
      const raw = tokens.selected.peek()?.row.raw;
      if (raw === undefined) return;
      drafts.removeOf(raw);
      detail.peek()?.editing?.discard(raw);
      tokensControl.dropUnchanged();
    },
    flush: drafts.flush,
    end() {
      ending.abort();
      unsubscribe();
      unsubscribeKept?.();
      sightings.select(undefined);
    },
  };
}

/** The token that a request sent, otherwise one that it received. */
function firstTokenOf(request: RequestSummary | undefined): number | undefined {
  return request?.sentIds[0] ?? request?.tokenIds[0];
}

function describeFileNames(t: Translate, names: readonly string[]): string {
  const shown = names.slice(0, maxFileNames).map((name) => writeHostile(name.slice(0, maxFileNameLength)));
  if (names.length > shown.length) shown.push('…');
  return new Intl.ListFormat(t.language, { type: 'unit' }).format(shown);
}
