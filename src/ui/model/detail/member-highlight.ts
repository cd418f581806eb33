import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { ExactNode, Span, Token } from '../../../token';

/** A member of the shown token's header or claims, or something inside it. */
export interface HighlightedMember {
  readonly name: 'header' | 'claims';
  /** The name of the outermost member; undefined for the JSON as a whole. */
  readonly member: string | undefined;
  /** Its position in the exact JSON, if that is known: one of duplicates, or a value inside the member. */
  readonly node?: ExactNode;
  /** Its characters in the encoded text, if they aren't those of the member: a disclosure. */
  readonly span?: Span;
  /** The mouse or the keyboard is on its characters in the encoded text. */
  readonly isFromText?: boolean;
}

/** The member that is marked in all views of the token at once. */
export interface MemberHighlightModel {
  /** The member under the mouse or with the focus, which is marked in its section and in the encoded text. */
  readonly member: ReadonlySignal<HighlightedMember | undefined>;
  set(member: HighlightedMember | undefined): void;
  /** The member that was last brought into view, until it has been. */
  readonly revealed: ReadonlySignal<HighlightedMember | undefined>;
  /** Brings a member into view in its section, and moves the focus to it. */
  reveal(member: HighlightedMember): void;
  /** Call it when it's in view. */
  shown(): void;
}

/** No member is marked, or brought into view, when another token is shown. */
export function createMemberHighlight(token: ReadonlySignal<Token | undefined>): MemberHighlightModel {
  const highlighted = signal<{
    readonly token: Token | undefined;
    readonly member: HighlightedMember | undefined;
  }>({
    token: undefined,
    member: undefined,
  });
  const revealed = signal<
    { readonly token: Token | undefined; readonly member: HighlightedMember } | undefined
  >(undefined);
  return {
    // Otherwise the member of the same name would be marked in the next token.
    member: computed(() => (highlighted.value.token === token.value ? highlighted.value.member : undefined)),
    set(member) {
      highlighted.value = { token: token.peek(), member };
    },
    revealed: computed(() => (revealed.value?.token === token.value ? revealed.value?.member : undefined)),
    reveal(member) {
      revealed.value = { token: token.peek(), member };
    },
    shown: () => (revealed.value = undefined),
  };
}
