import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Token } from '../../../token';

/** Navigation into nested tokens: signed tokens in encrypted ones, key binding JWTs in SD-JWTs, tokens in claims. */
export interface NestedTokensModel {
  /** The token that is shown. */
  readonly token: ReadonlySignal<Token | undefined>;
  /** The tokens that contain it, outermost first. */
  readonly enclosing: ReadonlySignal<readonly Token[]>;
  /** Shows a token that the shown one contains. */
  enter(inner: Token): void;
  /** Shows the enclosing token at this index of `enclosing`. */
  returnTo(index: number): void;
}

/** A limit, because a malicious token can be nested very deeply. */
const maxDepth = 16;

/** Starts at the outermost token, and again whenever another one is selected. */
export function createNestedTokens(outermost: ReadonlySignal<Token | undefined>): NestedTokensModel {
  const path = signal<{ readonly from: Token | undefined; readonly inner: readonly Token[] }>({
    from: undefined,
    inner: [],
  });
  const inner = computed(() => (path.value.from === outermost.value ? path.value.inner : []));
  const all = computed(() => (outermost.value === undefined ? [] : [outermost.value, ...inner.value]));
  return {
    token: computed(() => all.value.at(-1)),
    enclosing: computed(() => all.value.slice(0, -1)),
    enter(next) {
      if (all.peek().length > maxDepth) return;
      path.value = { from: outermost.peek(), inner: [...inner.peek(), next] };
    },
    returnTo(index) {
      path.value = { from: outermost.peek(), inner: inner.peek().slice(0, index) };
    },
  };
}
