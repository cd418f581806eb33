import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { forgetKeys, verify, type Token, type Verdict } from '../../token';

/** Key text pasted, by whose tokens it is tried on. */
export type Keys = readonly { readonly issuer: string; readonly keyText: string }[];

/**
 * What can be said of the signature now.
 * `verdict`: the outcome for exactly the token and the key that are shown.
 * `pending`: being checked. `untried`: the key in the box has not been tried. `failed`: the check itself broke.
 */
export type SignatureState =
  | { readonly state: 'verdict'; readonly verdict: Verdict }
  | { readonly state: 'pending' | 'untried' | 'failed' };

/** The key box: one key for each issuer, tried on every token of that issuer until it is cleared. In memory only. */
export interface KeyBoxModel {
  /** What stands in the box for the token that is shown. */
  readonly text: ReadonlySignal<string>;
  /** The issuer whose tokens the key is tried on; undefined when it is for this token alone. */
  readonly issuer: ReadonlySignal<string | undefined>;
  readonly state: ReadonlySignal<SignatureState>;
  type(text: string): void;
  /** Tries what stands in the box, on this token and from now on on every token of its issuer. */
  verify(): void;
  /** Forgets the key: in the box, in what was checked with it, and in what `verify` keeps ready. */
  clear(): void;
  /** All keys that are tried, newest last. */
  tried(): Keys;
  /** Puts back what an earlier screen was given. */
  restore(keys: Keys): void;
  end(): void;
}

interface BoxedKey {
  readonly text: string;
  /** What was last tried; '' when no key was. */
  readonly tried: string;
}

const noKey: BoxedKey = { text: '', tried: '' };

/** Keys of more issuers than this are forgotten, oldest first: they are told to the log's owner with every change. */
const maxKeys = 100;

export interface KeyBoxOptions {
  readonly token: ReadonlySignal<Token | undefined>;
  /**
   * Whose key a token without an issuer takes. By default it keeps one to itself: tried on every other such token,
   * the key would call tokens invalid that it never had to do with.
   */
  readonly ownerOf?: (token: Token) => string;
  /** Called when a key is tried or cleared. */
  readonly onTried?: () => void;
  /** Called when the key is cleared, for what else holds it. */
  readonly onCleared?: () => void;
}

/** Between two checks of many, so that the page stays quick. */
const pause = () => new Promise<void>((resolve) => setTimeout(resolve));

export function createKeyBox({
  token,
  ownerOf = ({ raw }) => raw,
  onTried,
  onCleared,
}: KeyBoxOptions): KeyBoxModel {
  const boxes = signal<ReadonlyMap<string, BoxedKey>>(new Map());
  const outcome = signal<
    { readonly token: Token; readonly keyText: string; readonly verdict: Verdict | undefined } | undefined
  >(undefined);

  const scope = computed(() => token.value && (issuerOf(token.value) ?? ownerOf(token.value)));
  const box = computed(() => (scope.value === undefined ? noKey : (boxes.value.get(scope.value) ?? noKey)));
  const tried = computed(() => box.value.tried);

  const put = (next: BoxedKey) => {
    const at = scope.peek();
    if (at === undefined) return;
    const before = box.peek();
    // Before anything is asked again: what is kept ready would outlive the box. Nobody knows which of the keys that were
    // tried are the person's earlier attempts at this one, so all go; those of other issuers are read again.
    if (before.tried !== '' && next.tried === '') {
      forgetKeys();
      outcome.value = undefined;
      onCleared?.();
    }
    const others = [...boxes.peek()].filter(([owner]) => owner !== at);
    boxes.value = new Map([...others.slice(1 - maxKeys), [at, next]]);
    if (before.tried !== next.tried) onTried?.();
  };

  const stop = effect(() => {
    const checked = token.value;
    const keyText = tried.value;
    if (!checked) return;
    const ending = new AbortController();
    const settle = (verdict: Verdict | undefined) => {
      if (!ending.signal.aborted) outcome.value = { token: checked, keyText, verdict };
    };
    verify(checked, keyText, { signal: ending.signal, pause }).then(settle, () => settle(undefined));
    return () => ending.abort();
  });

  return {
    text: computed(() => box.value.text),
    issuer: computed(() => token.value && issuerOf(token.value)),
    state: computed((): SignatureState => {
      if (box.value.text !== box.value.tried) return { state: 'untried' };
      const last = outcome.value;
      if (!last || last.token !== token.value || last.keyText !== tried.value) return { state: 'pending' };
      return last.verdict ? { state: 'verdict', verdict: last.verdict } : { state: 'failed' };
    }),
    // An emptied box is a cleared one: there is no empty key to try.
    type: (text) => put({ text, tried: text === '' ? '' : box.peek().tried }),
    verify: () => put({ text: box.peek().text, tried: box.peek().text }),
    clear: () => put(noKey),
    tried: () =>
      [...boxes.peek()].flatMap(([issuer, { tried }]) => (tried === '' ? [] : [{ issuer, keyText: tried }])),
    restore(keys) {
      boxes.value = new Map(keys.map(({ issuer, keyText }) => [issuer, { text: keyText, tried: keyText }]));
    },
    end: stop,
  };
}

function issuerOf(token: Token): string | undefined {
  const issuer = token.kind === 'jwe' ? undefined : token.claims?.['iss'];
  return typeof issuer === 'string' && issuer !== '' ? issuer : undefined;
}
