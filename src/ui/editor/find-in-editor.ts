import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { FindBoxModel } from '../model/detail/find';
import { maxMatches } from '../model/json/find-in-json';
import type { JsonDocument } from './json-document';
import type { EditorPart } from './json-problems';

/** A match in the text of one part. */
export interface EditorMatch {
  readonly part: EditorPart;
  readonly from: number;
  readonly to: number;
}

/** The search in both texts of the editor. The current match is selected. */
export interface EditorFind extends FindBoxModel {
  readonly matches: ReadonlySignal<readonly EditorMatch[]>;
}

/** The search in the texts as they are typed: its matches change with them, up to `maxMatches`. */
export function createEditorFind(documents: Readonly<Record<EditorPart, JsonDocument>>): EditorFind {
  const isOpen = signal(false);
  const text = signal('');
  const position = signal(-1);
  const matches = computed(() => {
    if (!isOpen.value || text.value === '') return [];
    return [...findIn(documents.header, text.value), ...findIn(documents.claims, text.value)].slice(
      0,
      maxMatches,
    );
  });
  const index = computed(() => Math.min(position.value, matches.value.length - 1));
  const moveTo = (next: number) => {
    position.value = next;
    const match = matches.peek()[index.peek()];
    if (match) documents[match.part].reveal(match.from, match.to);
  };
  return {
    isOpen,
    text,
    matches,
    index,
    open: () => (isOpen.value = true),
    close: () => (isOpen.value = false),
    type(next) {
      text.value = next;
      moveTo(0);
    },
    step(by) {
      const count = matches.peek().length;
      if (count > 0) moveTo((index.peek() + by + count) % count);
    },
  };
}

function findIn({ part, text }: JsonDocument, wanted: string): readonly EditorMatch[] {
  // Ignores case without changing the length of the text, as toLowerCase can.
  const pattern = new RegExp(wanted.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`), 'giu');
  const found: EditorMatch[] = [];
  for (const { 0: match, index } of text.value.matchAll(pattern)) {
    if (found.length === maxMatches) break;
    found.push({ part, from: index, to: index + match.length });
  }
  return found;
}
