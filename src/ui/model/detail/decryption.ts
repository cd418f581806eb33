import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import {
  decrypt,
  receivedText,
  type Decryption,
  type DecryptionProgress,
  type Jwe,
  type Token,
} from '../../../token';
import type { DecryptionCommands } from '../../commands';
import { reportBug } from '../report-bug';
import { createKeyInput, type KeyInput, type KeyringModel } from './keyring';

/**
 * The decryption of the shown token.
 * `outcome`: the result for exactly the shown token and key.
 * `pending`: being decrypted. `untried`: the key in the box hasn't been tried. `failed`: decryption threw an exception.
 */
export type DecryptionState =
  | { readonly state: 'outcome'; readonly outcome: Decryption }
  | { readonly state: 'pending'; readonly progress?: DecryptionProgress }
  | { readonly state: 'untried' | 'failed' };

/** The key box of encrypted tokens. Tokens with the same key ID and algorithms share a key. */
export interface DecryptionModel extends Omit<KeyInput, 'try' | 'tried' | 'describe'> {
  readonly state: ReadonlySignal<DecryptionState>;
  /** The outcome in {@link DecryptionState}, if there is one. */
  readonly outcome: ReadonlySignal<Decryption | undefined>;
  decrypt(): void;
  /** Decrypts although the token requires more PBKDF2 iterations than are run by default. */
  allowAllIterations(): void;
  /** Cancels the running attempt; its outcome is `cancelled`. */
  cancel(): void;
  end(): void;
}

export function createDecryption(
  token: ReadonlySignal<Token | undefined>,
  commands: DecryptionCommands,
  keyring: KeyringModel,
): DecryptionModel {
  /** Incremented to try the same key again. */
  const attempts = signal(0);
  /** The token for which the user has allowed all iterations. */
  let allowedToken: Token | undefined;
  let running: AbortController | undefined;
  const last = signal<
    { readonly token: Token; readonly keyText: string; readonly outcome: Decryption | undefined } | undefined
  >(undefined);

  const progress = signal<DecryptionProgress | undefined>(undefined);

  const jwe = computed(() => (token.value?.kind === 'jwe' ? token.value : undefined));
  const { tried, describe, ...input } = createKeyInput({
    keyring,
    purpose: 'decrypt',
    scope: computed(() => jwe.value && { kind: 'header', value: describeKeyScope(jwe.value) }),
    onRemoved: () => (allowedToken = undefined),
  });

  const stop = effect(() => {
    const encrypted = jwe.value;
    const keyText = tried.value;
    void attempts.value;
    if (!encrypted) return;
    const controller = new AbortController();
    running = controller;
    const settle = (outcome: Decryption | undefined) => {
      if (running !== controller) return;
      last.value = { token: encrypted, keyText, outcome };
      describe(outcome?.key);
    };
    last.value = undefined;
    progress.value = undefined;
    // Without a key, nothing is decrypted, so no worker is needed.
    const attempt =
      keyText.trim() === ''
        ? decrypt(encrypted, '')
        : commands.decrypt(receivedText(encrypted), keyText, {
            allowHighP2c: allowedToken === encrypted,
            onProgress: (next) => {
              // With one recipient there is no progress to show.
              if (running === controller && next.recipients > 1) progress.value = next;
            },
            signal: controller.signal,
          });
    attempt.then(settle, (error: unknown) => {
      if (running === controller) reportBug(error);
      settle(undefined);
    });
    return () => {
      running = undefined;
      controller.abort();
    };
  });

  const state = computed((): DecryptionState => {
    if (input.text.value !== tried.value) return { state: 'untried' };
    const settled = last.value;
    if (!settled || settled.token !== token.value || settled.keyText !== tried.value) {
      return { state: 'pending', ...(progress.value && { progress: progress.value }) };
    }
    return settled.outcome ? { state: 'outcome', outcome: settled.outcome } : { state: 'failed' };
  });

  return {
    ...input,
    state,
    outcome: computed(() => (state.value.state === 'outcome' ? state.value.outcome : undefined)),
    decrypt() {
      if (input.text.peek() === tried.peek()) attempts.value += 1;
      else input.try();
    },
    allowAllIterations() {
      allowedToken = token.peek();
      attempts.value += 1;
    },
    cancel() {
      // Also withdraws the permission, so that showing the token again doesn't start the iterations again.
      allowedToken = undefined;
      running?.abort();
    },
    end: stop,
  };
}

/** The same for all tokens with the same algorithms and key ID, which therefore share a key. */
function describeKeyScope({ header }: Jwe): string {
  return JSON.stringify([header['alg'], header['enc'], header['kid'] ?? header['x5t'] ?? '']);
}
