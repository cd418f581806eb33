import { signal, type ReadonlySignal } from '@preact/signals';
import { decode, type Token } from '../../token';
import type { VerdictKeys } from '../../traffic';
import type { ListedToken, TabGaps, TabTokenCommands } from '../commands';

/** The tokens that were captured in the popup's tab, in place of the pasted text. */
export interface TabTokensModel {
  /** Undefined while loading, and if nothing captures the tab or its DevTools don't respond. */
  readonly tokens: ReadonlySignal<readonly ListedToken[] | undefined>;
  readonly gaps: ReadonlySignal<TabGaps | undefined>;
  readonly isLoading: ReadonlySignal<boolean>;
  readonly selectedId: ReadonlySignal<number | undefined>;
  /** The selected token, once its text is loaded. */
  readonly token: ReadonlySignal<Token | undefined>;
  /** The selected token isn't stored any more, or DevTools don't respond. */
  readonly problem: ReadonlySignal<'gone' | 'timed out' | undefined>;
  select(id: number): void;
}

/** Lists the tokens and selects the first one. Only the selected token's text is loaded. `useKeys` gets its keys before. */
export function createTabTokens(
  commands: TabTokenCommands,
  useKeys: (keys: Partial<VerdictKeys>) => void,
): TabTokensModel {
  const tokens = signal<readonly ListedToken[] | undefined>(undefined);
  const gaps = signal<TabGaps | undefined>(undefined);
  const isLoading = signal(true);
  const selectedId = signal<number | undefined>(undefined);
  const token = signal<Token | undefined>(undefined);
  const problem = signal<'gone' | 'timed out' | undefined>(undefined);
  const select = async (id: number) => {
    selectedId.value = id;
    problem.value = undefined;
    const read = await commands.readTabToken(id);
    if (selectedId.peek() !== id) return;
    const isRead = typeof read === 'object';
    if (isRead) useKeys(read);
    token.value = isRead ? decode(read.raw, { repair: true }) : undefined;
    problem.value = isRead ? undefined : (read ?? 'gone');
  };
  void commands.listTabTokens().then((listed) => {
    isLoading.value = false;
    if (listed === 'timed out') {
      problem.value = listed;
      return;
    }
    const [first] = listed?.tokens ?? [];
    tokens.value = listed?.tokens;
    gaps.value = listed?.gaps;
    if (first !== undefined) void select(first.id);
  });
  return { tokens, gaps, isLoading, selectedId, token, problem, select: (id) => void select(id) };
}
