import { signal, type ReadonlySignal } from '@preact/signals';

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

export function createPointed(): PointedModel {
  const member = signal<PointedMember | undefined>(undefined);
  return {
    member,
    point(next) {
      member.value = next;
    },
  };
}
