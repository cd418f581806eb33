import { signal } from '@preact/signals';

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

export type RequestSectionName = (typeof requestSectionNames)[number];

export type SectionName = (typeof sectionNames)[number] | RequestSectionName;

export interface FoldsModel {
  isFolded(name: SectionName): boolean;
  toggle(name: SectionName): void;
  unfold(name: SectionName): void;
}

/**
 * Which sections are folded, for all tokens and requests. The lifetime has its answer beside the heading, so that the
 * claims are visible without scrolling.
 */
export function createFolds(): FoldsModel {
  const folded = signal<ReadonlySet<SectionName>>(new Set<SectionName>(['lifetime']));
  const set = (name: SectionName, isFolded: boolean) => {
    const next = new Set(folded.value);
    if (isFolded) next.add(name);
    else next.delete(name);
    folded.value = next;
  };
  return {
    isFolded: (name) => folded.value.has(name),
    toggle: (name) => set(name, !folded.peek().has(name)),
    unfold: (name) => set(name, false),
  };
}
