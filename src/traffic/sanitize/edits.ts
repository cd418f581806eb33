/** What is replaced. */
export type SecretKind = 'signature' | 'encryption' | 'cookie' | 'credential' | 'claim';

/** The replacement of a part of a text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies edits that don't overlap, in the order of their positions. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return text;
  const parts: string[] = [];
  let end = 0;
  for (const edit of edits) {
    parts.push(text.slice(end, edit.start), edit.text);
    ({ end } = edit);
  }
  parts.push(text.slice(end));
  return parts.join('');
}

/** Collects edits by priority: one that overlaps an earlier one isn't added, except for its parts beside it. */
export class EditList {
  #edits: readonly Edit[] = [];

  /** Sorted by position. */
  get edits(): readonly Edit[] {
    return this.#edits;
  }

  /** Adds sorted edits that don't overlap each other. Leaves out those that overlap an earlier one. */
  add(more: readonly Edit[]): void {
    if (more.length === 0) return;
    if (this.#edits.length === 0) {
      this.#edits = more;
      return;
    }
    const known = this.#edits;
    const merged: Edit[] = [];
    let at = 0;
    for (const edit of more) {
      while (at < known.length && (known[at] as Edit).end <= edit.start) {
        merged.push(known[at] as Edit);
        at += 1;
      }
      const next = known[at];
      if (next === undefined || next.start >= edit.end) merged.push(edit);
    }
    for (; at < known.length; at += 1) merged.push(known[at] as Edit);
    this.#edits = merged;
  }

  /** Whether an edit overlaps the range. Takes logarithmic time. */
  overlaps(start: number, end: number): boolean {
    let low = 0;
    let high = this.#edits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#edits[middle] as Edit).end <= start) low = middle + 1;
      else high = middle;
    }
    const next = this.#edits[low];
    return next !== undefined && next.start < end;
  }

  /** The parts of a range that no edit covers. */
  gaps(start: number, end: number): readonly { readonly start: number; readonly end: number }[] {
    const gaps: { start: number; end: number }[] = [];
    let at = start;
    for (const edit of this.#edits) {
      if (edit.end <= at) continue;
      if (edit.start >= end) break;
      if (edit.start > at) gaps.push({ start: at, end: edit.start });
      at = Math.max(at, edit.end);
    }
    if (at < end) gaps.push({ start: at, end });
    return gaps;
  }
}
