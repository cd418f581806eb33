import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { defaultLogBounds, type LogBounds } from '../../traffic';

/** The limits on the options page, in their order there. */
export const boundNames = ['maxExchanges', 'maxTokens', 'maxBytes'] as const;

/** One of {@link boundNames}. */
export type BoundName = (typeof boundNames)[number];

/** The allowed range of each limit; `maxBytes` in bytes. */
export type BoundsLimits = Readonly<Record<BoundName, { readonly min: number; readonly max: number }>>;

/** One limit with its input: memory in megabytes, the others as counts. */
export interface BoundModel {
  readonly name: BoundName;
  readonly min: number;
  readonly max: number;
  /** The text in the input; undefined until the limits are loaded. */
  readonly text: ReadonlySignal<string | undefined>;
  /** The typed text isn't a number in the range, so it isn't saved. */
  readonly isBad: ReadonlySignal<boolean>;
  /** Saves the typed text if it's a valid limit. */
  type(text: string): void;
}

/** The limits of a log on the options page. */
export interface BoundsModel {
  readonly bounds: readonly BoundModel[];
  readonly isDefault: ReadonlySignal<boolean>;
  /** Shows the limits that are in use. */
  apply(bounds: LogBounds): void;
  resetAll(): void;
}

const bytesPerMegabyte = 1024 * 1024;
const units: Record<BoundName, number> = { maxExchanges: 1, maxTokens: 1, maxBytes: bytesPerMegabyte };

/** The inputs for the limits. `save` is called with all limits after each valid change. */
export function createBounds(limits: BoundsLimits, save: (bounds: LogBounds) => void): BoundsModel {
  const saved = signal<LogBounds | undefined>(undefined);
  const create = (name: BoundName) => {
    const unit = units[name];
    const min = limits[name].min / unit;
    const max = limits[name].max / unit;
    /** Set only for invalid text. Otherwise the input shows the saved limit, which another page can change. */
    const typed = signal<string | undefined>(undefined);
    const bound: BoundModel = {
      name,
      min,
      max,
      text: computed(() => typed.value ?? (saved.value && String(saved.value[name] / unit))),
      isBad: computed(() => typed.value !== undefined),
      type(text) {
        const value = parseInteger(text);
        const bounds = saved.peek();
        if (value === undefined || value < min || value > max || bounds === undefined) {
          typed.value = text;
          return;
        }
        typed.value = undefined;
        saved.value = { ...bounds, [name]: value * unit };
        save(saved.value);
      },
    };
    return { bound, reset: () => (typed.value = undefined) };
  };
  const created = boundNames.map(create);
  return {
    bounds: created.map(({ bound }) => bound),
    isDefault: computed(
      () =>
        boundNames.every((name) => saved.value?.[name] === defaultLogBounds[name]) &&
        created.every(({ bound }) => !bound.isBad.value),
    ),
    apply: (bounds) => (saved.value = bounds),
    resetAll() {
      for (const { reset } of created) reset();
      saved.value = defaultLogBounds;
      save(defaultLogBounds);
    },
  };
}

function parseInteger(text: string): number | undefined {
  return /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : undefined;
}
