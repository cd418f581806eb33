import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { LogBounds, Subscribe } from '../../traffic';
import type { OptionsCommands, Result } from '../commands';
import type { Translate, GetMessage } from '../format/translate';
import { createBounds, type BoundsLimits, type BoundsModel } from './bounds';

export interface OptionsOptions {
  /** The origins that are watched: all of them at once and again with each change. */
  readonly subscribeWatched: Subscribe<readonly string[]>;
  /** The origin that a panel sent the person here for, at once and again with each; undefined when there is none. */
  readonly subscribeOffered: Subscribe<string | undefined>;
  /** How much a log holds: at once and again with each change. */
  readonly subscribeBounds: Subscribe<LogBounds>;
  /** Between what the bounds may be set. */
  readonly limits: BoundsLimits;
  readonly commands: OptionsCommands;
  readonly translate: GetMessage;
}

/** The state of the options page and what a person can do there. */
export interface OptionsModel {
  readonly t: Translate;
  /** Undefined when nothing is offered or what was offered is watched. */
  readonly offered: ReadonlySignal<string | undefined>;
  /** Undefined until it is known. */
  readonly watched: ReadonlySignal<readonly string[] | undefined>;
  readonly bounds: BoundsModel;
  /** What could not be done, in a sentence. */
  readonly errorMessage: ReadonlySignal<string | undefined>;
  /** Must be called within the click: browsers ask for a permission only then. */
  watch(origin: string): void;
  unwatch(origin: string): void;
  end(): void;
}

/**
 * Creates the options page's model, which follows the watched and offered origins until its `end`. Origins are shown as
 * they are given: hand in origins (RFC 6454 §6.2), not text from elsewhere. Grants nothing by itself.
 */
export function createOptionsModel({
  subscribeWatched,
  subscribeOffered,
  subscribeBounds,
  limits,
  commands,
  translate,
}: OptionsOptions): OptionsModel {
  const ending = new AbortController();
  const asked = signal<string | undefined>(undefined);
  const watched = signal<readonly string[] | undefined>(undefined);
  const errorMessage = signal<string | undefined>(undefined);
  const showFailure = async (answer: Promise<Result>) => {
    const result = await answer;
    if (!ending.signal.aborted) errorMessage.value = result.ok ? undefined : result.reason;
  };
  const bounds = createBounds(limits, (set) => void showFailure(commands.saveBounds(set)));
  const unsubscribe = [
    subscribeWatched((origins) => (watched.value = origins)),
    subscribeOffered((origin) => (asked.value = origin)),
    subscribeBounds(bounds.hear),
  ];
  return {
    t: translate as Translate,
    offered: computed(() => (asked.value && watched.value?.includes(asked.value) ? undefined : asked.value)),
    watched,
    bounds,
    errorMessage,
    watch: (origin) => void showFailure(commands.watch(origin, ending.signal)),
    unwatch: (origin) => void showFailure(commands.unwatch(origin, ending.signal)),
    end() {
      ending.abort();
      for (const end of unsubscribe) end();
    },
  };
}
