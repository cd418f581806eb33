import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import {
  matchesFilter,
  type FeedMessage,
  type FeedRequest,
  type Mend,
  type SeenContext,
  type Subscribe,
  type TokenRow,
} from '../../traffic';
import type { Clock } from './clock';
import type { PanelCommands, Result } from '../commands';
import type { Say, Translate } from '../format/translate';
import { soonSeconds } from '../format/lifetime';
import { createDetail } from './create-detail';
import type { DetailModel } from './detail';
import { createSorter, type Column, type Sort } from './columns';
import type { Entry } from './entry';
import { createFiles, type FilesModel } from './files';
import { createLogModel, type LogModel } from './log';
import { createSightings, type SightingsModel } from './sightings';

export interface PanelOptions {
  /** What the log's owner tells. */
  readonly subscribe: Subscribe<FeedMessage>;
  /** What is asked of the log's owner. */
  readonly send: (request: FeedRequest) => void;
  readonly commands: PanelCommands;
  readonly clock: Clock;
  readonly translate: Translate;
  /** Calls back when nobody answers this panel, as after a reload of the extension; a late answer undoes it. */
  readonly subscribeOrphaned?: Subscribe<void>;
}

/** The panel's state and what a person can do in it. */
export interface PanelModel {
  readonly say: Say;
  readonly log: LogModel;
  readonly detail: DetailModel;
  readonly sightings: SightingsModel;
  readonly files: FilesModel;
  /** The log's owner has not told its state, and should have. */
  readonly isConnecting: ReadonlySignal<boolean>;
  /** The extension was reloaded: nothing is sent any more, and nothing will come. */
  readonly isOrphaned: ReadonlySignal<boolean>;
  /** The tokens that pass the filter, in the order they are shown. */
  readonly shown: ReadonlySignal<readonly Entry[]>;
  /** How many tokens expire within a minute. */
  readonly expiring: ReadonlySignal<number>;
  /** How many tokens a request was refused with. */
  readonly refused: ReadonlySignal<number>;
  readonly sort: ReadonlySignal<Sort>;
  readonly filter: ReadonlySignal<string>;
  readonly selectedId: ReadonlySignal<number | undefined>;
  readonly selectedRow: ReadonlySignal<TokenRow | undefined>;
  /** What was asked of the browser and could not be done, in a sentence. */
  readonly complaint: ReadonlySignal<string | undefined>;
  /** The list's share of the panel, in percent. */
  readonly share: ReadonlySignal<number>;
  select(id: number): void;
  /** Selects the token so many rows further; infinite steps go to the ends. */
  step(rows: number): void;
  sortBy(column: Column): void;
  setFilter(text: string): void;
  setShare(percent: number): void;
  togglePause(): void;
  togglePreserve(): void;
  clear(): void;
  reload(): void;
  /** Must be called within the click: browsers ask for a permission only then. */
  toggleWatch(): void;
  /** Does what makes more of the traffic seen. Must be called within the click as well. */
  mend(mend: Mend): void;
  dismiss(): void;
  end(): void;
}

const smallestShare = 15;
const largestShare = 85;
/** A log that answers sooner is not waited for: a sentence that flashes by is read as a fault. */
const waitInSilenceMs = 300;

/**
 * Creates the panel's model: it follows the log's owner from now until its `end`, and tells it what to remember. Draws
 * nothing, and keeps tokens and keys in memory alone. Does not call a command unless a person asks for it.
 */
export function createPanelModel(options: PanelOptions): PanelModel {
  const { subscribe, commands, clock, translate, subscribeOrphaned } = options;
  const say = translate as Say;
  const ending = new AbortController();
  const selectedId = signal<number | undefined>(undefined);
  const filter = signal('');
  const share = signal(50);
  const complaint = signal<string | undefined>(undefined);
  const sightings = createSightings();
  const context = signal<SeenContext | undefined>(undefined);
  const isOrphaned = signal(false);
  const isLate = signal(false);
  const sorter = createSorter();
  let isRestored = false;
  let shownNames = '';
  let selectedRaw: string | undefined;

  const send = (request: FeedRequest) => {
    if (!isOrphaned.peek()) options.send(request);
  };
  const files = createFiles({
    send,
    clock,
    onFailed: () => (complaint.value = say('save_failed')),
  });

  const log = createLogModel({
    onState({ screen, files: shownFiles }) {
      const names = shownFiles.map(({ name }) => name).join('\n');
      isOrphaned.value = false;
      // A panel that reconnects knows better what is on its screen than the log's owner.
      if (!isRestored) {
        isRestored = true;
        // What was typed while the log had not answered yet is newer.
        if (filter.peek() === '') filter.value = screen.filter;
        detail.keyBox.restore(screen.keys);
        selectedId.value = screen.selectedId;
      }
      // A file has a log of its own, with other tokens under the same ids, and a selection of its own.
      const isOther = names !== shownNames || rawOf(selectedId.peek()) !== selectedRaw;
      if (isOther) selectedId.value = screen.selectedId;
      shownNames = names;
      selectedRaw = rawOf(selectedId.peek());
      look();
    },
    onSightings({ id, replace, sightings: told }) {
      if (id === selectedId.peek()) sightings.add(told, replace);
    },
    onContext({ id, context: told }) {
      if (id === selectedId.peek()) context.value = told;
    },
    onSaved: files.saved,
  });
  const rawOf = (id: number | undefined) => (id === undefined ? undefined : log.entries().get(id)?.row.raw);

  const selected = computed(() =>
    selectedId.value === undefined ? undefined : log.entries().get(selectedId.value),
  );
  const detail = createDetail({
    chosen: computed(() => selected.value?.facts.token),
    commands,
    clock,
    explainsMalformed: true,
    onTried: () => remember(),
    seen: {
      lastSentMs: computed(() => selected.value?.row.lastSentMs),
      lastAnswered: sightings.lastAnswered,
      lastSeen: sightings.lastSeen,
      context,
    },
  });

  const remember = () => {
    const id = selectedId.peek();
    const screen = { filter: filter.peek(), keys: detail.keyBox.tried() };
    send({ type: 'remember', screen: id === undefined ? screen : { ...screen, selectedId: id } });
  };
  const look = () => {
    sightings.add([], true);
    context.value = undefined;
    send({ type: 'look', id: selectedId.peek() });
  };
  const select = (id: number | undefined) => {
    if (id === selectedId.peek()) return;
    selectedId.value = id;
    selectedRaw = rawOf(id);
    look();
    remember();
  };

  // Apart from the filter, which is typed letter by letter.
  const sorted = computed(() => sorter.sort(log.entries()));
  const shown = computed(() => {
    const text = filter.value.trim();
    return text === ''
      ? sorted.value
      : sorted.value.filter(({ row, facts }) => matchesFilter(row, facts.token, text));
  });

  const { now } = detail;
  // Apart from the clock: with each tick only the ends are compared, whatever the list holds.
  const ends = computed(() =>
    [...log.entries().values()].map(({ facts }) => facts.expiresAtSeconds).filter(Number.isFinite),
  );
  const expiring = computed(() => {
    // When all have ended there is nothing to wait for, and no need for the clock to tick.
    if (!ends.value.some((end) => end > now.peek() / 1_000)) return 0;
    const at = now.value / 1_000;
    return ends.value.filter((end) => end > at && end <= at + soonSeconds).length;
  });

  // A cleared or dropped token takes its selection along.
  const stopForgetting = effect(() => {
    if (log.isConnected.value && selectedId.value !== undefined && !selected.value) select(undefined);
  });
  const unsubscribe = subscribe(log.hear);
  const unsubscribeOrphaned = subscribeOrphaned?.(() => (isOrphaned.value = true));
  const stopWaiting = clock.after(waitInSilenceMs, () => (isLate.value = true));

  const complainUnless = async (asked: Promise<Result>) => {
    const result = await asked;
    if (!ending.signal.aborted) complaint.value = result.ok ? undefined : result.reason;
  };

  const reload = () => void complainUnless(commands.reloadPage(ending.signal));

  return {
    say,
    log,
    sightings,
    files,
    isConnecting: computed(() => isLate.value && !log.isConnected.value),
    isOrphaned,
    detail,
    shown,
    expiring,
    refused: computed(() => [...log.entries().values()].filter(({ row }) => row.refused > 0).length),
    sort: sorter.current,
    filter,
    selectedId,
    selectedRow: computed(() => selected.value?.row),
    complaint,
    share,
    select,
    step(rows) {
      const list = shown.peek();
      const at = list.findIndex(({ row }) => row.id === selectedId.peek());
      const from = at === -1 && rows < 0 ? list.length : at;
      const to = list[Math.max(0, Math.min(list.length - 1, from + rows))];
      if (to) select(to.row.id);
    },
    sortBy: sorter.by,
    setFilter(text) {
      filter.value = text;
      remember();
    },
    setShare(percent) {
      share.value = Math.max(smallestShare, Math.min(largestShare, percent));
    },
    togglePause() {
      const settings = log.settings.peek();
      send({ type: 'settings', settings: { ...settings, paused: !settings.paused } });
    },
    togglePreserve() {
      const settings = log.settings.peek();
      send({ type: 'settings', settings: { ...settings, preserve: !settings.preserve } });
    },
    clear: () => send({ type: 'clear' }),
    reload,
    mend: (mend) =>
      mend.kind === 'watch' ? void complainUnless(commands.watch(mend.origin, ending.signal)) : reload(),
    toggleWatch() {
      const watching = log.watching.peek();
      void complainUnless(
        watching.state === 'on'
          ? commands.unwatch(watching.origin, ending.signal)
          : commands.watch(log.inspectedOrigin.peek(), ending.signal),
      );
    },
    dismiss() {
      complaint.value = undefined;
    },
    end() {
      ending.abort();
      unsubscribe();
      unsubscribeOrphaned?.();
      stopWaiting();
      stopForgetting();
      files.end();
      detail.end();
    },
  };
}
