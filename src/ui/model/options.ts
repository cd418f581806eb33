import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { LogBounds, Subscribe } from '../../traffic';
import type { OptionsCommands, Result } from '../commands';
import type { Translate, GetMessage } from '../format/translate';
import { createBounds, type BoundsLimits, type BoundsModel } from './bounds';

export interface OptionsOptions {
  /** Calls back with all watched origins, initially and after each change. */
  readonly subscribeWatched: Subscribe<readonly string[]>;
  /**
   * Calls back with the origin that a panel opened this page for, initially and after each change; undefined if there
   * is none.
   */
  readonly subscribeOffered: Subscribe<string | undefined>;
  /** Calls back with the limits of a log, initially and after each change. */
  readonly subscribeBounds: Subscribe<LogBounds>;
  /** The allowed ranges of the limits. */
  readonly limits: BoundsLimits;
  readonly commands: OptionsCommands;
  readonly translate: GetMessage;
}

/** The state and the actions of the options page. */
export interface OptionsModel {
  readonly t: Translate;
  /** The origin to offer watching for; undefined if there is none or it's already watched. */
  readonly offered: ReadonlySignal<string | undefined>;
  /** Undefined until it's loaded. */
  readonly watched: ReadonlySignal<readonly string[] | undefined>;
  readonly bounds: BoundsModel;
  /** Why the last action failed, as a sentence. */
  readonly errorMessage: ReadonlySignal<string | undefined>;
  /** Call it synchronously within a click: browsers show a permission prompt only then. */
  watch(origin: string): void;
  unwatch(origin: string): void;
  end(): void;
}

/**
 * The model of the options page. Origins are shown unescaped: pass only serialized origins (RFC 6454 §6.2), no
 * untrusted text. Call `end` to unsubscribe.
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
  const requested = signal<string | undefined>(undefined);
  const watched = signal<readonly string[] | undefined>(undefined);
  const errorMessage = signal<string | undefined>(undefined);
  const showFailure = async (pending: Promise<Result>) => {
    const result = await pending;
    if (!ending.signal.aborted) errorMessage.value = result.ok ? undefined : result.reason;
  };
  const bounds = createBounds(limits, (changed) => void showFailure(commands.saveBounds(changed)));
  const unsubscribe = [
    subscribeWatched((origins) => (watched.value = origins)),
    subscribeOffered((origin) => (requested.value = origin)),
    subscribeBounds(bounds.apply),
  ];
  return {
    t: translate as Translate,
    offered: computed(() =>
      requested.value && watched.value?.includes(requested.value) ? undefined : requested.value,
    ),
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
