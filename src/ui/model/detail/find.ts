import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { JsonObject, Token } from '../../../token';
import { describeJson } from '../../format/json';
import { findInJson, foldCase, maxMatches, type JsonMatch } from '../json/find-in-json';
import type { ExactJsonModel } from './exact-json';
import type { ExactPart } from './exact-part';
import type { FoldsModel } from './folds';

/** A match in the claims or the header. */
export interface FindMatch {
  readonly part: 'header' | 'claims';
  /** The row of the table; undefined while the JSON is shown. */
  readonly member?: string;
  /** The row of the JSON tree; undefined while the table is shown. */
  readonly json?: JsonMatch;
}

/** What the find box shows and calls. */
export interface FindBoxModel {
  readonly isOpen: ReadonlySignal<boolean>;
  readonly text: ReadonlySignal<string>;
  /** In the order in which they are shown; no more than {@link maxMatches}. */
  readonly matches: ReadonlySignal<readonly unknown[]>;
  /** Zero-based; -1 until the user moves to a match in the shown token. */
  readonly index: ReadonlySignal<number>;
  open(): void;
  close(): void;
  /** Searches for a text, and moves to its first match. */
  type(text: string): void;
  /** Moves to the next (1) or the previous (-1) match, around the end. */
  step(by: 1 | -1): void;
}

/** The search in the claims and the header of the shown token. */
export interface FindModel extends FindBoxModel {
  readonly matches: ReadonlySignal<readonly FindMatch[]>;
  /** Whether a row of the table matches. */
  hasMember(part: FindMatch['part'], member: string): boolean;
  /** The match at `index`. */
  readonly current: ReadonlySignal<FindMatch | undefined>;
  /** Changes whenever the current match must be brought into view. */
  readonly moves: ReadonlySignal<number>;
}

interface FindOptions {
  readonly token: ReadonlySignal<Token | undefined>;
  readonly claims: ReadonlySignal<JsonObject | undefined>;
  readonly exactJson: Pick<ExactJsonModel, 'isShown' | 'header' | 'claims'>;
  readonly folds: Pick<FoldsModel, 'unfold'>;
}

/** The search of the shown token. It searches the exact JSON where that is shown, otherwise the rows of the tables. */
export function createFind({ token, claims, exactJson, folds }: FindOptions): FindModel {
  const isOpen = signal(false);
  const text = signal('');
  const moves = signal(0);
  const position = signal<{ readonly token: Token | undefined; readonly index: number }>({
    token: undefined,
    index: -1,
  });
  const findIn = (
    part: FindMatch['part'],
    members: JsonObject | undefined,
    exact: ExactPart | undefined,
  ): readonly FindMatch[] =>
    exactJson.isShown.value && exact !== undefined
      ? findInJson(exact.root, text.value).map((json) => ({ part, json }))
      : findMembers(members ?? {}, exact, text.value).map((member) => ({ part, member }));
  const matches = computed(() => {
    if (!isOpen.value || text.value === '') return [];
    return [
      ...findIn('claims', claims.value, exactJson.claims.value),
      ...findIn('header', token.value?.header, exactJson.header.value),
    ].slice(0, maxMatches);
  });
  const rows = computed(
    () => new Set(matches.value.map(({ part, member }) => member !== undefined && `${part} ${member}`)),
  );
  const index = computed(() =>
    position.value.token === token.value ? Math.min(position.value.index, matches.value.length - 1) : -1,
  );
  const current = computed(() => matches.value[index.value]);
  const moveTo = (next: number) => {
    position.value = { token: token.peek(), index: next };
    const match = current.peek();
    if (match !== undefined) folds.unfold(match.part);
    moves.value += 1;
  };
  return {
    isOpen,
    text,
    matches,
    hasMember: (part, member) => rows.value.has(`${part} ${member}`),
    index,
    current,
    moves,
    open: () => (isOpen.value = true),
    close: () => (isOpen.value = false),
    type(next) {
      text.value = next;
      moveTo(0);
    },
    step(by) {
      const count = matches.peek().length;
      const from = index.peek();
      if (count > 0) moveTo(from === -1 && by === -1 ? count - 1 : (from + by + count) % count);
    },
  };
}

/** The first members whose name or value contains a text. */
function findMembers(members: JsonObject, exact: ExactPart | undefined, text: string): readonly string[] {
  const wanted = foldCase(text);
  const found: string[] = [];
  for (const [name, value] of Object.entries(members)) {
    if (found.length >= maxMatches) break;
    const shown = typeof value === 'string' ? value : (exact?.members.get(name) ?? describeJson(value));
    if (foldCase(name).includes(wanted) || foldCase(shown).includes(wanted)) found.push(name);
  }
  return found;
}
