import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { decrypt, type Decryption, type Jwe, type Token } from '../../token';

/**
 * What can be said of an encrypted token now.
 * `outcome`: what came of exactly the token and the key that are shown.
 * `pending`: being decrypted. `untried`: the key in the box has not been tried. `failed`: the attempt itself broke.
 */
export type DecryptionState =
  | { readonly state: 'outcome'; readonly outcome: Decryption }
  | { readonly state: 'pending' | 'untried' | 'failed' };

/** The key box of encrypted tokens: one key for all that name the same key and algorithm. In memory only. */
export interface DecryptionModel {
  /** What stands in the box for the token that is shown. */
  readonly text: ReadonlySignal<string>;
  readonly state: ReadonlySignal<DecryptionState>;
  /** What was decrypted of the token that is shown. */
  readonly outcome: ReadonlySignal<Decryption | undefined>;
  type(text: string): void;
  decrypt(): void;
  /** Decrypts although the token asks for more rounds of PBKDF2 than are run unasked. */
  agreeToRounds(): void;
  cancel(): void;
  clear(): void;
  end(): void;
}

interface BoxedKey {
  readonly text: string;
  /** What was last tried; '' when no key was. */
  readonly tried: string;
}

const noKey: BoxedKey = { text: '', tried: '' };
/** Keys of more kinds of token than this are forgotten, oldest first. */
const maxKeys = 100;

export function createDecryption(token: ReadonlySignal<Token | undefined>): DecryptionModel {
  const boxes = signal<ReadonlyMap<string, BoxedKey>>(new Map());
  /** The token for which the person has agreed to many rounds. */
  const agreed = signal<Token | undefined>(undefined);
  /** The token whose decryption the person has stopped. */
  const cancelled = signal<Token | undefined>(undefined);
  const last = signal<
    { readonly token: Token; readonly keyText: string; readonly outcome: Decryption | undefined } | undefined
  >(undefined);

  const jwe = computed(() => (token.value?.kind === 'jwe' ? token.value : undefined));
  const scope = computed(() => jwe.value && scopeOf(jwe.value));
  const box = computed(() => (scope.value === undefined ? noKey : (boxes.value.get(scope.value) ?? noKey)));
  const tried = computed(() => box.value.tried);

  const put = (next: BoxedKey) => {
    const at = scope.peek();
    if (at === undefined) return;
    const others = [...boxes.peek()].filter(([owner]) => owner !== at);
    boxes.value = new Map([...others.slice(1 - maxKeys), [at, next]]);
  };

  const stop = effect(() => {
    const encrypted = jwe.value;
    const keyText = tried.value;
    const allowHighP2c = agreed.value !== undefined && agreed.value === encrypted;
    if (!encrypted || cancelled.value === encrypted) return;
    const ending = new AbortController();
    const settle = (outcome: Decryption | undefined) => {
      if (!ending.signal.aborted) last.value = { token: encrypted, keyText, outcome };
    };
    last.value = undefined;
    decrypt(encrypted, keyText, { allowHighP2c, signal: ending.signal }).then(settle, () =>
      settle(undefined),
    );
    return () => ending.abort();
  });

  const state = computed((): DecryptionState => {
    if (box.value.text !== box.value.tried) return { state: 'untried' };
    const settled = last.value;
    if (!settled || settled.token !== token.value || settled.keyText !== tried.value) {
      return {
        state: cancelled.value !== undefined && cancelled.value === token.value ? 'untried' : 'pending',
      };
    }
    return settled.outcome ? { state: 'outcome', outcome: settled.outcome } : { state: 'failed' };
  });

  return {
    text: computed(() => box.value.text),
    state,
    outcome: computed(() => (state.value.state === 'outcome' ? state.value.outcome : undefined)),
    type: (text) => put({ text, tried: text === '' ? '' : box.peek().tried }),
    decrypt() {
      cancelled.value = undefined;
      put({ text: box.peek().text, tried: box.peek().text });
    },
    agreeToRounds() {
      cancelled.value = undefined;
      agreed.value = token.peek();
    },
    cancel() {
      cancelled.value = token.peek();
    },
    clear() {
      cancelled.value = undefined;
      agreed.value = undefined;
      put(noKey);
    },
    end: stop,
  };
}

/** Tokens that name the same key and use it alike take the same key. */
function scopeOf({ header }: Jwe): string {
  return JSON.stringify([header['alg'], header['enc'], header['kid'] ?? header['x5t'] ?? '']);
}
