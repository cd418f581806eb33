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
import { createKeyInput, type KeyInput } from './key-input';
import type { KeyringModel } from './keyring';

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
export interface DecryptionModel extends Omit<KeyInput, 'try' | 'tried'> {
  readonly state: ReadonlySignal<DecryptionState>;
  /** The outcome in {@link DecryptionState}, if there is one. */
  readonly outcome: ReadonlySignal<Decryption | undefined>;
  /** The cookie of the token, from which Auth.js derives its key: typed, or where the token was found; '' if unknown. */
  readonly cookieName: ReadonlySignal<string>;
  /** Whether the token may be one of Auth.js. */
  readonly takesCookieName: ReadonlySignal<boolean>;
  typeCookieName(name: string): void;
  decrypt(): void;
  /** Decrypts although the token requires more PBKDF2 iterations than are run by default. */
  allowAllIterations(): void;
  /** Cancels the running attempt; its outcome is `cancelled`. */
  cancel(): void;
  end(): void;
}

interface CookieName {
  readonly token: Jwe;
  readonly name: string;
}

/**
 * Decrypts the shown token whenever it or its key changes. Without a key, no worker is started. Call `end` to cancel.
 */
export function createDecryption(
  token: ReadonlySignal<Token | undefined>,
  commands: DecryptionCommands,
  keyring: KeyringModel,
  foundCookie: ReadonlySignal<string | undefined>,
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
  /** The names that were typed and tried for a token. */
  const typedCookie = signal<CookieName | undefined>(undefined);
  const triedCookie = signal<CookieName | undefined>(undefined);
  const nameOf = ({ value }: typeof typedCookie) =>
    (value?.token === token.value ? value?.name : undefined) ?? foundCookie.value ?? '';
  const cookieName = computed(() => nameOf(typedCookie));
  const usedCookieName = computed(() => nameOf(triedCookie));
  const takesCookieName = computed(() => jwe.value !== undefined && isDirect(jwe.value));
  const { tried, ...input } = createKeyInput({
    keyring,
    purpose: 'decrypt',
    scope: computed(() => jwe.value && { kind: 'header', value: describeKeyScope(jwe.value) }),
    onRemoved: () => (allowedToken = undefined),
  });

  const stop = effect(() => {
    const encrypted = jwe.value;
    const keyText = tried.value;
    const cookie = takesCookieName.value ? usedCookieName.value : '';
    void attempts.value;
    if (!encrypted) return;
    const controller = new AbortController();
    running = controller;
    const settle = (outcome: Decryption | undefined) => {
      if (running !== controller) return;
      last.value = { token: encrypted, keyText, outcome };
    };
    last.value = undefined;
    progress.value = undefined;
    // Without a key, nothing is decrypted, so no worker is needed.
    const attempt =
      keyText.trim() === ''
        ? decrypt(encrypted, '')
        : commands.decrypt(receivedText(encrypted), keyText, {
            allowHighP2c: allowedToken === encrypted,
            ...(cookie !== '' && { cookieName: cookie }),
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
    if (input.text.value !== tried.value || cookieName.value !== usedCookieName.value) {
      return { state: 'untried' };
    }
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
    cookieName,
    takesCookieName,
    typeCookieName(name) {
      if (jwe.value) typedCookie.value = { token: jwe.value, name: name.trim() };
    },
    decrypt() {
      triedCookie.value = typedCookie.peek();
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

/** With `dir`, the key isn't in the token (RFC 7518 §4.5), so a library may derive it. */
function isDirect({ header }: Jwe): boolean {
  return header['alg'] === 'dir';
}

/** The same for all tokens with the same algorithms and key ID, which therefore share a key. */
function describeKeyScope({ header }: Jwe): string {
  return JSON.stringify([header['alg'], header['enc'], header['kid'] ?? header['x5t'] ?? '']);
}
