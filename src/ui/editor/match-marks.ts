import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';
import type { EditorMatch } from './find-in-editor';

const setMarks = StateEffect.define<DecorationSet>();
const match = Decoration.mark({ class: 'cm-match' });
const currentMatch = Decoration.mark({ class: 'cm-match cm-match-current' });

/** Marks the matches of the search in the text, until the next call of `markMatches`. */
export const matchMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, { changes, effects }) =>
    effects.find((effect) => effect.is(setMarks))?.value ?? marks.map(changes),
  provide: (field) => EditorView.decorations.from(field),
});

/** Replaces the marked matches of a view that has {@link matchMarks}. */
export function markMatches(
  view: EditorView,
  matches: readonly EditorMatch[],
  current: EditorMatch | undefined,
): void {
  const marks = matches.map((each) => (each === current ? currentMatch : match).range(each.from, each.to));
  view.dispatch({ effects: setMarks.of(Decoration.set(marks)) });
}
