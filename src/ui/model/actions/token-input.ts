import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { TokenChoice } from '../../../traffic';
import type { Entry } from '../detail/entry';

/** Where the token comes from. */
export type TokenSource = 'captured' | 'none' | 'other' | 'pasted';

/** A choice of a token: the captured one, none, another captured one, or a pasted one. */
export interface TokenInput {
  readonly sources: readonly TokenSource[];
  readonly source: Signal<TokenSource>;
  /** Other captured tokens, the newest ones first. */
  readonly others: ReadonlySignal<readonly Entry[]>;
  readonly otherId: Signal<number | undefined>;
  readonly pasted: Signal<string>;
  /** Undefined until a token is selected or pasted. */
  readonly choice: ReadonlySignal<TokenChoice | undefined>;
}

/** Which tokens can replace the captured one. */
export interface TokenInputOptions {
  readonly sources: readonly TokenSource[];
  /** All tokens by ID. Reading them in a computation subscribes to their changes. */
  readonly entries: () => ReadonlyMap<number, Entry>;
  /** The captured token. */
  readonly tokenId: () => number | undefined;
  /** A text to start with. */
  readonly text?: string;
}

/** A log can have thousands. */
const maxOthers = 100;

/** Creates a choice, which starts with the text if there is one. */
export function createTokenInput({ sources, entries, tokenId, text }: TokenInputOptions): TokenInput {
  const source = signal<TokenSource>(text === undefined ? (sources[0] ?? 'pasted') : 'pasted');
  const otherId = signal<number | undefined>(undefined);
  const pasted = signal(text ?? '');
  const others = computed(() =>
    [...entries().values()]
      .filter(({ row, facts }) => row.id !== tokenId() && facts.token.kind !== 'malformed')
      .sort((a, b) => b.row.lastSeenMs - a.row.lastSeenMs)
      .slice(0, maxOthers),
  );
  const choice = computed((): TokenChoice | undefined => {
    switch (source.value) {
      case 'captured':
      case 'none':
        return { kind: source.value };
      case 'other': {
        const raw = entries().get(otherId.value ?? -1)?.row.raw;
        return raw === undefined ? undefined : { kind: 'text', text: raw };
      }
      case 'pasted': {
        // People copy the scheme with the token.
        const trimmed = pasted.value.trim().replace(/^(?:Authorization:\s*)?(?:Bearer|DPoP)\s+/i, '');
        return trimmed === '' ? undefined : { kind: 'text', text: trimmed };
      }
    }
  });
  return { sources, source, others, otherId, pasted, choice };
}
