import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { defaultLogBounds, type LogBounds } from '../../traffic';

/** The bounds that a person sets, in the order they are asked for. */
export const boundNames = ['maxExchanges', 'maxTokens', 'maxBytes'] as const;

export type BoundName = (typeof boundNames)[number];

/** Between what each may be set; `maxBytes` in bytes. */
export type BoundsLimits = Readonly<Record<BoundName, { readonly min: number; readonly max: number }>>;

/** One bound as it is shown and typed: memory in megabytes, the others as they are. */
export interface BoundModel {
  readonly name: BoundName;
  readonly min: number;
  readonly max: number;
  /** What stands in the box; undefined until it is known. */
  readonly text: ReadonlySignal<string | undefined>;
  /** What was typed is no such number, and is not kept. */
  readonly isBad: ReadonlySignal<boolean>;
  /** Takes what was typed; sets the bound if it can be one. */
  type(text: string): void;
}

export interface BoundsModel {
  readonly bounds: readonly BoundModel[];
  readonly isDefault: ReadonlySignal<boolean>;
  hear(bounds: LogBounds): void;
  resetAll(): void;
}

const bytesPerMegabyte = 1024 * 1024;
const units: Record<BoundName, number> = { maxExchanges: 1, maxTokens: 1, maxBytes: bytesPerMegabyte };

/** The bounds as a person sets them: each is handed to `save` as soon as it is good, with the others as they are. */
export function createBounds(limits: BoundsLimits, save: (bounds: LogBounds) => void): BoundsModel {
  const kept = signal<LogBounds | undefined>(undefined);
  const create = (name: BoundName) => {
    const unit = units[name];
    const min = limits[name].min / unit;
    const max = limits[name].max / unit;
    /** Only while it differs from what is kept: another page may change that. */
    const typed = signal<string | undefined>(undefined);
    const bound: BoundModel = {
      name,
      min,
      max,
      text: computed(() => typed.value ?? (kept.value && String(kept.value[name] / unit))),
      isBad: computed(() => typed.value !== undefined),
      type(text) {
        const value = readWhole(text);
        const bounds = kept.peek();
        if (value === undefined || value < min || value > max || bounds === undefined) {
          typed.value = text;
          return;
        }
        typed.value = undefined;
        kept.value = { ...bounds, [name]: value * unit };
        save(kept.value);
      },
    };
    return { bound, forget: () => (typed.value = undefined) };
  };
  const created = boundNames.map(create);
  return {
    bounds: created.map(({ bound }) => bound),
    isDefault: computed(
      () =>
        boundNames.every((name) => kept.value?.[name] === defaultLogBounds[name]) &&
        created.every(({ bound }) => !bound.isBad.value),
    ),
    hear: (bounds) => (kept.value = bounds),
    resetAll() {
      for (const { forget } of created) forget();
      kept.value = defaultLogBounds;
      save(defaultLogBounds);
    },
  };
}

function readWhole(text: string): number | undefined {
  return /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : undefined;
}
