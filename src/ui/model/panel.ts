import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type {
  Filter,
  FilterFacts,
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
import { createCapture, type CaptureModel } from './capture';
import { createCauses, type CausesModel } from './causes';
import { createClocks, type ClocksModel } from './clocks';
import { createNow, type Clock } from './clock';
import type { DetailModel } from './detail/detail';
import { createComparison, type ComparisonModel } from './comparison';
import { createFiles, type FilesModel } from './files';
import { createFilter, type FilterModel } from './filter';
import { createKeyring, type KeyringModel } from './detail/keyring';
import { createLineage, type LineageModel } from './lineage';
import { createListedFindings } from './listed-findings';
import { createRequests, type RequestsModel } from './requests';
import { createScreen, type ScreenModel } from './screen';
import { createSignIn, type SignInModel } from './sign-in';
import { createSightings, type SightingsModel } from './sightings';
import { createTokens, type TokensModel } from './tokens';
import { createVerdicts } from './verdicts';

export interface PanelOptions {
  readonly session: PanelSession;
  readonly commands: PanelCommands;
  readonly clock: Clock;
  readonly translate: GetMessage;
  /** Calls back when the extension no longer responds, such as after it was reloaded. A later snapshot reverts it. */
  readonly subscribeOrphaned?: Subscribe<void>;
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
  readonly capture: CaptureModel;
  readonly files: FilesModel;
  readonly screen: ScreenModel;
  /** The shown list has no rows, and nothing is selected. */
  readonly isEmpty: ReadonlySignal<boolean>;
  /** Shows a list, and in the list of requests the newest rejected one if none is selected. */
  showView(view: View): void;
  /** Shows a request in the browser's Network panel; undefined if the browser can't do that. */
  readonly reveal: ((request: RequestSummary) => void) | undefined;
  /** Shows a request that the log contains, with its details. */
  openRequest(exchangeId: string): void;
  /** Compares the selected token with this one; selects it if none is selected. */
  compareSelected(tokenId: number): void;
  /** Shows a token in the list of tokens, with its details. */
  openToken(tokenId: number): void;
  end(): void;
}

/**
 * The model of the panel. It follows the session until `end`, and sends it the filter, the selection and the keys, so
 * that a new panel can restore them. Keeps tokens and keys in memory only. Calls commands only on the user's request.
 */
export function createPanelModel(options: PanelOptions): PanelModel {
  const { session, commands, clock, translate, subscribeOrphaned } = options;
  const { revealInNetwork } = commands;
  const t = translate as Translate;
  const ending = new AbortController();
  const ended = ending.signal;
  let logId: number | undefined;

  const send = (command: PanelCommand) => session.send(command);
  const now = createNow(clock);
  const sightings = createSightings(session, clock);
  const { filter, restore: restoreFilter } = createFilter(send);
  const readFacts = ({ usesTime }: Filter): FilterFacts => ({
    atSeconds: (usesTime ? now.value : now.peek()) / 1_000,
    causeOf: (id) => causes.of(id),
    namesOf: requestsControl.namesOf,
    hasFinding: ({ token }) => hasFinding(token),
    statusOf: ({ row }) => verdicts.of(row.id)?.status,
  });
  const keyring = createKeyring(send);
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
    requestsOf: (tokenId) => requests.ofToken(tokenId),
    readFacts,
    send,
    onSelect(id) {
      sightings.select(id);
      comparison.close();
    },
  });
  const comparison = createComparison(tokens.entries);
  const { requests, ...requestsControl } = createRequests({
    call: session.call,
    filter,
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
  const hasFinding = createListedFindings({
    call: session.call,
    clock,
    tokens: tokens.entries,
    isNeeded: computed(() => filter.parsed.value?.usesFindings === true),
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
  const detail = signal<DetailModel | undefined>(undefined);
  void import('./detail/lazy-detail').then(({ createDetail }) => {
    if (ended.aborted) return;
    const created = createDetail({
      selected: computed(() => tokens.selected.value?.facts.token),
      commands,
      keyring,
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
        lastAnswered: sightings.lastAnswered,
        lastSeen: sightings.lastSeen,
        context: sightings.context,
      },
    });
    ended.addEventListener('abort', created.end);
    detail.value = created;
  });

  const apply = (update: SessionUpdate) => {
    const { state } = update;
    const isSnapshot = update.type === 'snapshot';
    captureControl.apply(state);
    if (state.theme) screenControl.setTheme(state.theme);
    if (state.bugs) screenControl.setBugs(state.bugs);
    if (state.files) filesControl.apply(state.files);
    if (state.requests) requestsControl.apply(state.requests, isSnapshot);
    if (state.tokens) tokensControl.apply(state.tokens, isSnapshot);
    if (isSnapshot) applySnapshot(update);
    else keyring.restore(state);
    const id = tokens.selectedId.peek();
    const row = state.tokens?.changed.find((changed) => changed.id === id);
    const isAmended = id !== undefined && state.tokens?.amended.includes(id) === true;
    if (!isSnapshot && (row || isAmended)) sightings.update(row?.sightings ?? 0, isAmended);
    if (state.requests && screen.view.peek() === 'requests') requests.selectNewestRejected();
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
    const { capturedKeySets } = state;
    keyring.restore(isFirst ? state : { capturedKeySets });
    // A filter typed before the first snapshot is newer than the saved one.
    const typed = filter.text.peek();
    if (isFirst && typed === '') restoreFilter(saved.filter);
    else if (isFirst) send({ type: 'filter', text: typed });
    if (isFirst) screenControl.restoreLayout(saved);
    if (isFirst || isOther) requestsControl.restoreSelection(saved.requestId);
    tokensControl.restoreSelection(isOther ? saved.selectedId : tokens.selectedId.peek());
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

  return {
    t,
    tokens,
    requests,
    filter,
    causes,
    clocks: createClocks(requests.inTimeOrder),
    lineage,
    comparison,
    signIn,
    detail,
    sightings,
    keyring,
    capture,
    files,
    screen,
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
    openToken(tokenId) {
      tokens.select(tokenId);
      screen.show('tokens');
    },
    end() {
      ending.abort();
      unsubscribe();
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
