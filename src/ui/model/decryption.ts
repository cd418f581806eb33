import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import {
  decrypt,
  receivedText,
  type Decryption,
  type DecryptionProgress,
  type Jwe,
  type Token,
} from '../../token';
import type { DecryptionCommands } from '../commands';

/**
 * What can be said of an encrypted token now.
 * `outcome`: what came of exactly the token and the key that are shown.
 * `pending`: being decrypted. `untried`: the key in the box has not been tried. `failed`: the attempt itself broke.
 */
export type DecryptionState =
  | { readonly state: 'outcome'; readonly outcome: Decryption }
  | { readonly state: 'pending'; readonly progress?: DecryptionProgress }
  | { readonly state: 'untried' | 'failed' };

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
  /** Ends the attempt that is under way; its outcome is `cancelled`. */
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

export function createDecryption(
  token: ReadonlySignal<Token | undefined>,
  commands: DecryptionCommands,
): DecryptionModel {
  const boxes = signal<ReadonlyMap<string, BoxedKey>>(new Map());
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
    void asked.value;
    if (!encrypted) return;
    const own = new AbortController();
    ending = own;
    const settle = (outcome: Decryption | undefined) => {
      if (ending === own) last.value = { token: encrypted, keyText, outcome };
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
    attempt.then(settle, () => settle(undefined));
    return () => {
      ending = undefined;
      own.abort();
    };
  });

  const state = computed((): DecryptionState => {
    if (box.value.text !== box.value.tried) return { state: 'untried' };
    const settled = last.value;
    if (!settled || settled.token !== token.value || settled.keyText !== tried.value) {
      return { state: 'pending', ...(progress.value && { progress: progress.value }) };
    }
    return settled.outcome ? { state: 'outcome', outcome: settled.outcome } : { state: 'failed' };
  });

  return {
    text: computed(() => box.value.text),
    state,
    outcome: computed(() => (state.value.state === 'outcome' ? state.value.outcome : undefined)),
    type: (text) => put({ text, tried: text === '' ? '' : box.peek().tried }),
    decrypt() {
      const { text, tried: before } = box.peek();
      if (text === before) asked.value += 1;
      else put({ text, tried: text });
    },
    agreeToRounds() {
      agreed = token.peek();
      asked.value += 1;
    },
    cancel() {
      // Who stops the rounds has taken the agreement back: coming by again must not start them anew.
      agreed = undefined;
      ending?.abort();
    },
    clear() {
      agreed = undefined;
      put(noKey);
    },
    end: stop,
  };
}

/** Tokens that name the same key and use it alike take the same key. */
function scopeOf({ header }: Jwe): string {
  return JSON.stringify([header['alg'], header['enc'], header['kid'] ?? header['x5t'] ?? '']);
}
