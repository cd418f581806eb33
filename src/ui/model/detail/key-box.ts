import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { forgetKeys, verify, type Token, type Verdict } from '../../../token';
import type { KeyScope } from '../../../traffic';
import { reportBug } from '../report-bug';
import { createKeyInput, type KeyInput, type KeyringModel } from './keyring';

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
export interface KeyBoxModel extends Omit<KeyInput, 'try' | 'tried' | 'describe'> {
  /** The issuer whose tokens the key is used for; undefined if it's for this token only. */
  readonly issuer: ReadonlySignal<string | undefined>;
  readonly state: ReadonlySignal<SignatureState>;
  /** Tries the key in the box on this token, and on every token of its scope from now on. */
  verify(): void;
  end(): void;
}

export interface KeyBoxOptions {
  readonly token: ReadonlySignal<Token | undefined>;
  readonly keyring: KeyringModel;
  /**
   * The scope of the key for a token without an issuer. Defaults to that token only: other such tokens are unrelated,
   * and the key would make their signatures look invalid.
   */
  readonly scopeWithoutIssuer?: (token: Token) => KeyScope;
  /** Called when a tried key is cleared, to remove other copies of it. */
  readonly onCleared?: () => void;
}

/** Yields to the event loop between verifications, so that the page stays responsive. */
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
      // Imported keys are cached beyond this key box. The cache doesn't show which of them were entered here, so all
      // are removed; those of other issuers are imported again.
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
