import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Token } from '../../../token';

/** A member of the shown token's header or claims. */
export interface HighlightedMember {
  readonly name: 'header' | 'claims';
  readonly member: string;
}

export interface MemberHighlightModel {
  /** The member under the mouse or with the focus, which is marked in the encoded text. */
  readonly member: ReadonlySignal<HighlightedMember | undefined>;
  set(member: HighlightedMember | undefined): void;
}

export function createMemberHighlight(token: ReadonlySignal<Token | undefined>): MemberHighlightModel {
  const highlighted = signal<{
    readonly token: Token | undefined;
    readonly member: HighlightedMember | undefined;
  }>({
    token: undefined,
    member: undefined,
  });
  return {
    // Otherwise the member of the same name would be marked in the next token.
    member: computed(() => (highlighted.value.token === token.value ? highlighted.value.member : undefined)),
    set(member) {
      highlighted.value = { token: token.peek(), member };
    },
  };
}
