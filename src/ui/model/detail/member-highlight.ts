import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Token } from '../../../token';

/** A member of the header or the claims of the token that is shown. */
export interface HighlightedMember {
  readonly name: 'header' | 'claims';
  readonly member: string;
}

export interface MemberHighlightModel {
  /** The member that is looked at: its place is marked in the encoded text. */
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
    // Nobody has looked at the member of another token that has the same name.
    member: computed(() => (highlighted.value.token === token.value ? highlighted.value.member : undefined)),
    set(member) {
      highlighted.value = { token: token.peek(), member };
    },
  };
}
