import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { forgetKeys, type Token, type Verdict } from '../../../token';
import type { KeyScope } from '../../../traffic';
import { reportBug } from '../report-bug';
import { createKeyInput, type KeyInput } from './key-input';
import {
  findVerificationKeys,
  isSameKeys,
  issuerOf,
  scopeOf,
  verifyWithKeys,
  type KeyringVerdict,
  type KeyringModel,
  type VerificationKeys,
} from './keyring';

/**
 * The verification of the shown token.
 * `verdict`: the result for exactly the shown token and key.
 * `pending`: being verified. `untried`: the key in the box hasn't been tried. `failed`: verification threw an
 * exception.
 */
export type SignatureState =
  | { readonly state: 'verdict'; readonly verdict: Verdict }
  | { readonly state: 'pending' | 'untried' | 'failed' };

/** The key box for signatures. The key of an issuer is used for all of its tokens until it's cleared. */
export interface KeyBoxModel extends Omit<KeyInput, 'try' | 'tried'> {
  /** The issuer whose tokens the key is used for; undefined if it's for this token only. */
  readonly issuer: ReadonlySignal<string | undefined>;
  readonly state: ReadonlySignal<SignatureState>;
  readonly payload: PayloadInput;
  /** Tries the key in the box on this token, and on every token of its scope from now on. */
  verify(): void;
  end(): void;
}

/** Maximum bytes of a dropped payload. */
export const maxPayloadBytes = 1_048_576;

/** The payload of a token that was sent without it (RFC 7515 appendix F). In memory only, and only for this token. */
export interface PayloadInput {
  /** Whether the shown token doesn't contain its payload. */
  readonly isDetached: ReadonlySignal<boolean>;
  readonly text: ReadonlySignal<string>;
  readonly isFileUnreadable: ReadonlySignal<boolean>;
  type(text: string): void;
  /** Uses the bytes of a file of at most `maxPayloadBytes`: a text box would change its line breaks. */
  drop(file: Blob): void;
}

/** The token to verify, and the keyring whose keys are tried. */
export interface KeyBoxOptions {
  readonly token: ReadonlySignal<Token | undefined>;
  readonly keyring: KeyringModel;
  /** The scope of the key for a token without an issuer. Defaults to that token only; see `scopeOf`. */
  readonly scopeWithoutIssuer?: (token: Token) => KeyScope;
  /** Called when a tried key is cleared, to remove other copies of it. */
  readonly onCleared?: () => void;
}

/** Yields to the event loop between verifications, so that the page stays responsive. */
const pause = () => new Promise<void>((resolve) => setTimeout(resolve));

/** Verifies the shown token whenever it or its keys change. Call `end` to stop. */
export function createKeyBox({
  token,
  keyring,
  scopeWithoutIssuer = scopeOf,
  onCleared,
}: KeyBoxOptions): KeyBoxModel {
  const outcome = signal<
    | {
        readonly token: Token;
        readonly keys: VerificationKeys;
        readonly detached: Uint8Array | undefined;
        readonly verdict: Verdict | undefined;
        readonly usedText: string | undefined;
      }
    | undefined
  >(undefined);
  const scope = computed(() => {
    if (token.value === undefined) return undefined;
    return issuerOf(token.value) === undefined ? scopeWithoutIssuer(token.value) : scopeOf(token.value);
  });
  // The same object as long as other keys have changed, so that the token isn't verified again.
  let lastKeys: VerificationKeys | undefined;
  const keys = computed(() => {
    if (token.value === undefined || scope.value === undefined) return undefined;
    const next = findVerificationKeys(keyring, token.value, scope.value);
    if (lastKeys === undefined || !isSameKeys(lastKeys, next)) lastKeys = next;
    return lastKeys;
  });
  const { tried, ...input } = createKeyInput({
    keyring,
    purpose: 'verify',
    scope,
    usedText: computed(() => (outcome.value?.token === token.value ? outcome.value?.usedText : undefined)),
    onRemoved() {
      // Imported keys are cached beyond this key box. The cache doesn't show which of them were entered here, so all
      // are removed; those of other issuers are imported again.
      forgetKeys();
      outcome.value = undefined;
      onCleared?.();
    },
  });

  const { bytes: detachedPayload, ...payload } = createPayloadInput(token);

  const stop = effect(() => {
    const checked = token.value;
    const usedKeys = keys.value;
    const detached = detachedPayload.value;
    if (!checked || !usedKeys) return;
    const ending = new AbortController();
    const settle = ({ verdict, usedText }: Partial<KeyringVerdict>) => {
      if (ending.signal.aborted) return;
      outcome.value = { token: checked, keys: usedKeys, detached, verdict, usedText };
      if (verdict) keyring.noteUse(checked, verdict, usedText);
    };
    const options = { signal: ending.signal, pause, ...(detached && { detachedPayload: detached }) };
    verifyWithKeys(checked, usedKeys, options).then(settle, (error: unknown) => {
      if (!ending.signal.aborted) reportBug(error);
      settle({});
    });
    return () => ending.abort();
  });

  return {
    ...input,
    payload,
    issuer: computed(() => token.value && issuerOf(token.value)),
    state: computed((): SignatureState => {
      if (input.text.value !== tried.value) return { state: 'untried' };
      const last = outcome.value;
      const isLast =
        last?.token === token.value && last?.keys === keys.value && last?.detached === detachedPayload.value;
      if (!last || !isLast) return { state: 'pending' };
      return last.verdict ? { state: 'verdict', verdict: last.verdict } : { state: 'failed' };
    }),
    verify: input.try,
    end: stop,
  };
}

interface DetachedPayload {
  readonly token: Token;
  readonly text: string;
  readonly bytes: Uint8Array | undefined;
  readonly isFileUnreadable: boolean;
}

function createPayloadInput(
  token: ReadonlySignal<Token | undefined>,
): PayloadInput & { readonly bytes: ReadonlySignal<Uint8Array | undefined> } {
  const stored = signal<DetachedPayload | undefined>(undefined);
  const isDetached = computed(() => token.value?.kind === 'jws' && token.value.payloadText === '');
  const current = computed(() =>
    isDetached.value && stored.value?.token === token.value ? stored.value : undefined,
  );
  const set = (
    of: Token | undefined,
    text: string,
    bytes: Uint8Array | undefined,
    isFileUnreadable = false,
  ) => {
    if (of) stored.value = { token: of, text, bytes, isFileUnreadable };
  };
  return {
    isDetached,
    text: computed(() => current.value?.text ?? ''),
    isFileUnreadable: computed(() => current.value?.isFileUnreadable ?? false),
    bytes: computed(() => current.value?.bytes),
    type: (text) => set(token.peek(), text, text === '' ? undefined : new TextEncoder().encode(text)),
    drop(file) {
      const of = token.peek();
      const before = current.peek();
      // Another token may be shown when the file is read.
      const setIfShown = (text = '', bytes?: Uint8Array, isFileUnreadable = false) => {
        if (token.peek() === of) set(of, text, bytes, isFileUnreadable);
      };
      const reject = () => setIfShown(before?.text, before?.bytes, true);
      if (file.size > maxPayloadBytes) return reject();
      file
        .arrayBuffer()
        .then((buffer) => setIfShown(new TextDecoder().decode(buffer), new Uint8Array(buffer)), reject);
    },
  };
}
