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
 * What can be said of an encrypted token now.
 * `outcome`: what came of exactly the token and the key that are shown.
 * `pending`: being decrypted. `untried`: the key in the box has not been tried. `failed`: the attempt itself broke.
 */
export type DecryptionState =
  | { readonly state: 'outcome'; readonly outcome: Decryption }
  | { readonly state: 'pending'; readonly progress?: DecryptionProgress }
  | { readonly state: 'untried' | 'failed' };

/** The key for encrypted tokens: one for all that name the same key and algorithm. */
export interface DecryptionModel extends Omit<KeyInput, 'try' | 'tried' | 'describe'> {
  readonly state: ReadonlySignal<DecryptionState>;
  /** What was decrypted of the token that is shown. */
  readonly outcome: ReadonlySignal<Decryption | undefined>;
  decrypt(): void;
  /** Decrypts although the token asks for more rounds of PBKDF2 than are run unasked. */
  allowAllIterations(): void;
  /** Ends the attempt that is under way; its outcome is `cancelled`. */
  cancel(): void;
  end(): void;
}

export function createDecryption(
  token: ReadonlySignal<Token | undefined>,
  commands: DecryptionCommands,
  keyring: KeyringModel,
): DecryptionModel {
  /** Asked for again, with the same key as well. */
  const asked = signal(0);
  /** The token for which the person has agreed to many rounds. */
  let agreed: Token | undefined;
  let ending: AbortController | undefined;
  const last = signal<
    { readonly token: Token; readonly keyText: string; readonly outcome: Decryption | undefined } | undefined
  >(undefined);

  const progress = signal<DecryptionProgress | undefined>(undefined);

  const jwe = computed(() => (token.value?.kind === 'jwe' ? token.value : undefined));
  const { tried, describe, ...input } = createKeyInput({
    keyring,
    purpose: 'decrypt',
    scope: computed(() => jwe.value && { kind: 'header', value: describeKeyScope(jwe.value) }),
    onRemoved: () => (agreed = undefined),
  });

  const stop = effect(() => {
    const encrypted = jwe.value;
    const keyText = tried.value;
    void asked.value;
    if (!encrypted) return;
    const own = new AbortController();
    ending = own;
    const settle = (outcome: Decryption | undefined) => {
      if (ending !== own) return;
      last.value = { token: encrypted, keyText, outcome };
      describe(outcome?.key);
    };
    last.value = undefined;
    progress.value = undefined;
    // What can be said without a key needs no thread of its own.
    const attempt =
      keyText.trim() === ''
        ? decrypt(encrypted, '')
        : commands.decrypt(receivedText(encrypted), keyText, {
            allowHighP2c: agreed === encrypted,
            onProgress: (next) => {
              // One recipient is tried in one step.
              if (ending === own && next.recipients > 1) progress.value = next;
            },
            signal: own.signal,
          });
    attempt.then(settle, (error: unknown) => {
      if (ending === own) reportBug(error);
      settle(undefined);
    });
    return () => {
      ending = undefined;
      own.abort();
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
      if (input.text.peek() === tried.peek()) asked.value += 1;
      else input.try();
    },
    allowAllIterations() {
      agreed = token.peek();
      asked.value += 1;
    },
    cancel() {
      // Who stops the rounds has taken the agreement back: coming by again must not start them anew.
      agreed = undefined;
      ending?.abort();
    },
    end: stop,
  };
}

/** Tokens that name the same key and use it alike take the same key. */
function describeKeyScope({ header }: Jwe): string {
  return JSON.stringify([header['alg'], header['enc'], header['kid'] ?? header['x5t'] ?? '']);
}
