import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { receivedText, type Token } from '../../../token';
import type { SecretCommands, SecretSearch } from '../../commands';

/** How the search for the secret of the token that is shown stands. */
export type SecretsState =
  | { readonly state: 'idle' }
  | { readonly state: 'searching'; readonly tried: number; readonly of: number | undefined }
  | { readonly state: 'ended'; readonly search: SecretSearch };

export interface SecretsModel {
  /** Whether a secret signs the token that is shown at all. */
  readonly isPossible: ReadonlySignal<boolean>;
  readonly state: ReadonlySignal<SecretsState>;
  /** Tries the secrets of a list, or the well-known ones. */
  search(list?: File): void;
  stop(): void;
  /** Forgets the secret that a search found. A search that is under way goes on. */
  clear(): void;
  end(): void;
}

/** The search belongs to one token: when another is shown it stops. */
export function createSecrets(
  token: ReadonlySignal<Token | undefined>,
  commands: SecretCommands,
): SecretsModel {
  const state = signal<SecretsState>({ state: 'idle' });
  const isPossible = computed(() => {
    const jws = token.value?.kind === 'sd-jwt' ? token.value.jws : token.value;
    return jws?.kind === 'jws' && /^HS(256|384|512)$/.test(String(jws.header['alg']));
  });
  let ending: AbortController | undefined;
  const end = effect(() => {
    void token.value;
    return () => {
      ending?.abort();
      // The token may come back before the answer does.
      ending = undefined;
      state.value = { state: 'idle' };
    };
  });
  return {
    isPossible,
    state,
    search(list) {
      const shown = token.peek();
      if (shown === undefined || !isPossible.peek()) return;
      ending?.abort();
      const own = new AbortController();
      ending = own;
      state.value = { state: 'searching', tried: 0, of: undefined };
      const onProgress = (tried: number, of: number | undefined) => {
        if (!own.signal.aborted) state.value = { state: 'searching', tried, of };
      };
      void commands
        .trySecrets(receivedText(shown), { list, onProgress, signal: own.signal })
        .then((search) => {
          if (ending === own) state.value = { state: 'ended', search };
        });
    },
    stop: () => ending?.abort(),
    clear() {
      if (state.peek().state === 'ended') state.value = { state: 'idle' };
    },
    end,
  };
}
