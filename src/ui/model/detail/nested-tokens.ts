import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { decode, type Token } from '../../../token';

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

/** A token in a value, and the steps to it from the value; none if the value is the token itself. */
export interface FoundToken {
  readonly steps: readonly (string | number)[];
  readonly token: Token;
}

/** A value with more tokens is unusual, so the others aren't offered. */
const maxTokensPerValue = 20;
/** Names and items that are searched, and how deep: a malicious value can have any number. */
const maxSearched = 2_000;
const maxSearchDepth = 12;

/** The tokens that a claim's value is or contains, in their order. */
export function findTokensIn(value: unknown): readonly FoundToken[] {
  const found: FoundToken[] = [];
  let searched = 0;
  const search = (at: unknown, steps: FoundToken['steps']) => {
    searched += 1;
    if (typeof at === 'string') {
      const token = readToken(at);
      if (token !== undefined) found.push({ steps, token });
      return;
    }
    if (typeof at !== 'object' || at === null || steps.length >= maxSearchDepth) return;
    const children: Iterable<[string | number, unknown]> = Array.isArray(at)
      ? at.entries()
      : Object.entries(at);
    for (const [step, child] of children) {
      if (found.length >= maxTokensPerValue || searched >= maxSearched) return;
      search(child, [...steps, step]);
    }
  };
  search(value, []);
  return found;
}

/** The token that a text is; undefined if it isn't one. */
export function readToken(text: string): Token | undefined {
  if (!/^ey[\w-]+\.[\w-]*\.[\w-]*[.~\w-]*$/.test(text)) return undefined;
  const token = decode(text);
  return token.kind === 'malformed' ? undefined : token;
}
