import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { receivedText, type Token } from '../../../token';
import type { SecretCommands, SecretSearch } from '../../commands';

/** The state of the search for the secret of the shown token. */
export type SecretsState =
  | { readonly state: 'idle' }
  | { readonly state: 'searching'; readonly tried: number; readonly of: number | undefined }
  | { readonly state: 'ended'; readonly search: SecretSearch };

/** The search for the secret of the shown token, which runs only after a click. */
export interface SecretsModel {
  /** Whether the shown token is signed with a secret (HMAC). */
  readonly isPossible: ReadonlySignal<boolean>;
  readonly state: ReadonlySignal<SecretsState>;
  /** Tries the secrets of a list, or of the built-in list of known secrets. */
  search(list?: File): void;
  stop(): void;
  /** Clears the outcome of a finished search. A running search continues. */
  clear(): void;
  end(): void;
}

/** Searches for the secret of the shown token, and stops when another one is shown. */
export function createSecrets(
  token: ReadonlySignal<Token | undefined>,
  commands: SecretCommands,
): SecretsModel {
  const state = signal<SecretsState>({ state: 'idle' });
  const isPossible = computed(() => {
    const jws = token.value?.kind === 'sd-jwt' ? token.value.jws : token.value;
    return jws?.kind === 'jws' && /^HS(256|384|512)$/.test(String(jws.header['alg']));
  });
  let running: AbortController | undefined;
  const end = effect(() => {
    void token.value;
    return () => {
      running?.abort();
      // The same token can be shown again before the search has stopped.
      running = undefined;
      state.value = { state: 'idle' };
    };
  });
  return {
    isPossible,
    state,
    search(list) {
      const shown = token.peek();
      if (shown === undefined || !isPossible.peek()) return;
      running?.abort();
      const controller = new AbortController();
      running = controller;
      state.value = { state: 'searching', tried: 0, of: undefined };
      const onProgress = (tried: number, of: number | undefined) => {
        if (!controller.signal.aborted) state.value = { state: 'searching', tried, of };
      };
      void commands
        .trySecrets(receivedText(shown), { list, onProgress, signal: controller.signal })
        .then((search) => {
          if (running === controller) state.value = { state: 'ended', search };
        });
    },
    stop: () => running?.abort(),
    clear() {
      if (state.peek().state === 'ended') state.value = { state: 'idle' };
    },
    end,
  };
}
