import { batch } from '@preact/signals';
import type { DetailModel } from './detail';
import type { HighlightedMember } from './member-highlight';

/** Goes to a claim or a header parameter in its section. */
export function revealMember(
  { folds, exactJson, highlight }: Pick<DetailModel, 'folds' | 'exactJson' | 'highlight'>,
  member: HighlightedMember,
): void {
  batch(() => {
    folds.unfold(member.name);
    // Disclosed claims aren't in the JSON that was signed.
    if (member.node === undefined) exactJson.show(false);
    highlight.reveal(member);
  });
}
