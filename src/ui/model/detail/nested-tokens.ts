import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Token } from '../../../token';

/** A token can stand inside another: signed ones in encrypted ones, key bindings behind disclosures, tokens in claims. */
export interface NestedTokensModel {
  /** The token that is shown. */
  readonly token: ReadonlySignal<Token | undefined>;
  /** The tokens around it, outermost first. */
  readonly enclosing: ReadonlySignal<readonly Token[]>;
  /** Shows a token that stands inside the one that is shown. */
  enter(inner: Token): void;
  /** Shows the token at this place of `around` again. */
  returnTo(place: number): void;
}

/** Deeper than this nobody nests; a token may hold itself over and over. */
const deepest = 16;

/** Starts at the outermost token, and starts again whenever that is another one. */
export function createNestedTokens(outermost: ReadonlySignal<Token | undefined>): NestedTokensModel {
  const way = signal<{ readonly from: Token | undefined; readonly inner: readonly Token[] }>({
    from: undefined,
    inner: [],
  });
  const inner = computed(() => (way.value.from === outermost.value ? way.value.inner : []));
  const all = computed(() => (outermost.value === undefined ? [] : [outermost.value, ...inner.value]));
  return {
    token: computed(() => all.value.at(-1)),
    enclosing: computed(() => all.value.slice(0, -1)),
    enter(next) {
      if (all.peek().length > deepest) return;
      way.value = { from: outermost.peek(), inner: [...inner.peek(), next] };
    },
    returnTo(place) {
      way.value = { from: outermost.peek(), inner: inner.peek().slice(0, place) };
    },
  };
}
