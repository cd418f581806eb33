import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { forgetKeys, verify, type Token, type Verdict } from '../../../token';
import { findKey, type KeyScope } from '../../../traffic';
import { reportBug } from '../report-bug';
import { createKeyInput, forAll, type KeyInput, type KeyringModel } from './keyring';

/**
 * What can be said of the signature now.
 * `verdict`: the outcome for exactly the token and the key that are shown.
 * `pending`: being checked. `untried`: the key in the box has not been tried. `failed`: the check itself broke.
 */
export type SignatureState =
  | { readonly state: 'verdict'; readonly verdict: Verdict }
  | { readonly state: 'pending' | 'untried' | 'failed' };

/** The key for signatures: one for each issuer, tried on every token of that issuer until it's cleared. */
export interface KeyBoxModel extends Omit<KeyInput, 'try' | 'tried' | 'describe'> {
  /** The issuer whose tokens the key is tried on; undefined when it's for this token only. */
  readonly issuer: ReadonlySignal<string | undefined>;
  readonly state: ReadonlySignal<SignatureState>;
  /** The key in use for another token, such as one inside the one that is shown; '' for none. */
  keyFor(other: Token): string;
  /** Tries the key in the box, on this token and from now on on every token of its scope. */
  verify(): void;
  end(): void;
}

export interface KeyBoxOptions {
  readonly token: ReadonlySignal<Token | undefined>;
  readonly keyring: KeyringModel;
  /**
   * The scope of the key for a token without an issuer. By default it's that token only: on every other such token, the
   * key would call signatures invalid that it has nothing to do with.
   */
  readonly scopeWithoutIssuer?: (token: Token) => KeyScope;
  /** Called when a key in use is cleared, for what else keeps it. */
  readonly onCleared?: () => void;
}

/** Between two checks of many, so that the page stays quick. */
const pause = () => new Promise<void>((resolve) => setTimeout(resolve));

export function createKeyBox({
  token,
  keyring,
  scopeWithoutIssuer = ({ raw }) => ({ kind: 'token', value: raw }),
  onCleared,
}: KeyBoxOptions): KeyBoxModel {
  const outcome = signal<
    { readonly token: Token; readonly keyText: string; readonly verdict: Verdict | undefined } | undefined
  >(undefined);
  const scopeOf = (of: Token): KeyScope => {
    const issuer = issuerOf(of);
    return issuer === undefined ? scopeWithoutIssuer(of) : { kind: 'issuer', value: issuer };
  };
  const { tried, describe, ...input } = createKeyInput({
    keyring,
    purpose: 'verify',
    scope: computed(() => token.value && scopeOf(token.value)),
    onRemoved() {
      // What is kept ready would outlive the box. Which of the keys were earlier attempts at this one isn't known, so all
      // of them go; those of other issuers are read again.
      forgetKeys();
      outcome.value = undefined;
      onCleared?.();
    },
  });

  const stop = effect(() => {
    const checked = token.value;
    const keyText = tried.value;
    if (!checked) return;
    const ending = new AbortController();
    const settle = (verdict: Verdict | undefined) => {
      if (ending.signal.aborted) return;
      outcome.value = { token: checked, keyText, verdict };
      describe(verdict?.key);
    };
    verify(checked, keyText, { signal: ending.signal, pause }).then(settle, (error: unknown) => {
      if (!ending.signal.aborted) reportBug(error);
      settle(undefined);
    });
    return () => ending.abort();
  });

  return {
    ...input,
    issuer: computed(() => token.value && issuerOf(token.value)),
    keyFor: (other) => findKey(keyring.keys.value, 'verify', [scopeOf(other), forAll])?.text ?? '',
    state: computed((): SignatureState => {
      if (input.text.value !== tried.value) return { state: 'untried' };
      const last = outcome.value;
      if (!last || last.token !== token.value || last.keyText !== tried.value) return { state: 'pending' };
      return last.verdict ? { state: 'verdict', verdict: last.verdict } : { state: 'failed' };
    }),
    verify: input.try,
    end: stop,
  };
}

function issuerOf(token: Token): string | undefined {
  const issuer = token.kind === 'jwe' ? undefined : token.claims?.['iss'];
  return typeof issuer === 'string' && issuer !== '' ? issuer : undefined;
}
