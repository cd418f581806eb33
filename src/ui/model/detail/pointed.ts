import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Token } from '../../../token';

/** A member of the header or the claims of the token that is shown. */
export interface PointedMember {
  readonly name: 'header' | 'claims';
  readonly member: string;
}

export interface PointedModel {
  /** The member that is looked at: its place is marked in the encoded text. */
  readonly member: ReadonlySignal<PointedMember | undefined>;
  point(member: PointedMember | undefined): void;
}

export function createPointed(token: ReadonlySignal<Token | undefined>): PointedModel {
  const pointed = signal<{ readonly token: Token | undefined; readonly member: PointedMember | undefined }>({
    token: undefined,
    member: undefined,
  });
  return {
    // Nobody has looked at the member of another token that has the same name.
    member: computed(() => (pointed.value.token === token.value ? pointed.value.member : undefined)),
    point(member) {
      pointed.value = { token: token.peek(), member };
    },
  };
}
