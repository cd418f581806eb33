import { batch, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { LayoutSignal } from '../screen-layout';

/** The sections of the token details, the most important ones first. */
export const sectionNames = [
  'lifetime',
  'signature',
  'decryption',
  'claims',
  'disclosures',
  'header',
  'checks',
  'requests',
  'lineage',
  'encoded',
] as const;

/** The sections of the request details besides those of its token. */
export const requestSectionNames = [
  'sign_in',
  'request_headers',
  'request_body',
  'response_headers',
  'response_body',
  'request_timings',
] as const;

/** One of {@link requestSectionNames}. */
export type RequestSectionName = (typeof requestSectionNames)[number];

/** A section of the details of a token or of a request. */
export type SectionName = (typeof sectionNames)[number] | RequestSectionName;

/** Which sections of the details are folded. The user's choice applies to every token. */
export interface FoldsModel {
  isFolded(name: SectionName): boolean;
  toggle(name: SectionName): void;
  unfold(name: SectionName): void;
  /** Unfolds a section until another token is shown. */
  show(name: SectionName): void;
  /** Does the same, and moves the focus to the section's first field. */
  enter(name: SectionName): void;
  /** The section whose first field takes the focus as soon as it's rendered. */
  readonly entering: ReadonlySignal<SectionName | undefined>;
  /** Call it when the field has taken the focus. */
  entered(): void;
  /** Another token is shown. */
  leave(): void;
}

/** Their answer is beside the heading, so that the claims are visible without scrolling. */
const foldedAtFirst: ReadonlySet<SectionName> = new Set(['lifetime', 'signature']);

/** Which sections are folded, for all tokens and requests. */
export function createFolds(layout: LayoutSignal): FoldsModel {
  const shown = signal<ReadonlySet<SectionName>>(new Set());
  const entering = signal<SectionName | undefined>(undefined);
  const set = (name: SectionName, isFolded: boolean) => {
    batch(() => {
      layout.change({ folds: { ...layout.peek().folds, [name]: isFolded } });
      shown.value = new Set([...shown.peek()].filter((each) => each !== name));
    });
  };
  const isFolded = (name: SectionName) =>
    !shown.value.has(name) && (layout.value.folds?.[name] ?? foldedAtFirst.has(name));
  const show = (name: SectionName) => {
    if (untracked(() => isFolded(name))) shown.value = new Set([...shown.peek(), name]);
  };
  return {
    isFolded,
    toggle: (name) => set(name, !untracked(() => isFolded(name))),
    unfold: (name) => set(name, false),
    show,
    enter(name) {
      batch(() => {
        show(name);
        entering.value = name;
      });
    },
    entering,
    entered: () => (entering.value = undefined),
    leave() {
      batch(() => {
        shown.value = new Set();
        entering.value = undefined;
      });
    },
  };
}
