import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { Decryption, Token } from '../../../token';
import { isEditable } from '../../editor/editable-text';
import type { EditorModel } from '../../editor/editor';
import type { createEditorFor } from '../../editor/lazy-editor';
import type { DraftsModel } from '../drafts';

/** Opens the editor for the shown token. What was changed for a token is kept while DevTools is open. */
export interface EditingModel {
  /** The editor of the shown token while it's open. Its `edited` is the token to act on. */
  readonly editor: ReadonlySignal<EditorModel | undefined>;
  /** Whether the shown token has a readable header and readable claims. */
  readonly isPossible: ReadonlySignal<boolean>;
  /** Loads the code of the editor if it's the first. */
  open(): void;
  /** Shows the details again. */
  close(): void;
  /** Forgets what was changed in a listed token and in those that it contains. */
  discard(listedRaw: string): void;
  end(): void;
}

interface EditingOptions extends Omit<
  Parameters<typeof createEditorFor>[0],
  'token' | 'decryption' | 'draft'
> {
  readonly token: ReadonlySignal<Token | undefined>;
  readonly decryption: ReadonlySignal<Decryption | undefined>;
  /** The listed token: the shown one, or one that contains it. */
  readonly listed: ReadonlySignal<Token | undefined>;
  readonly drafts: DraftsModel;
}

interface OpenedEditor {
  readonly editor: EditorModel;
  readonly listedRaw: string;
  readonly isOpen: boolean;
  /** Stops storing its changes. */
  readonly stop: () => void;
}

/** Editors of tokens that aren't shown are kept up to this number; the oldest without changes are closed first. */
const maxEditors = 20;

/** Creates an editor for each token that is edited, and stores its changes as drafts. */
export function createEditing(options: EditingOptions): EditingModel {
  const { token, decryption, listed, drafts, ...editorOptions } = options;
  const editors = signal<ReadonlyMap<string, OpenedEditor>>(new Map());
  const current = computed(() =>
    token.value === undefined ? undefined : editors.value.get(token.value.raw),
  );
  let isEnded = false;

  const end = ({ editor, stop }: OpenedEditor) => {
    stop();
    editor.end();
  };
  const set = (raw: string, opened: OpenedEditor) => {
    const next = new Map([...editors.peek()].filter(([other]) => other !== raw));
    const byChanges = [...next].toSorted(([one], [other]) => Number(hasDraft(one)) - Number(hasDraft(other)));
    for (const [other, removed] of byChanges.slice(0, Math.max(0, next.size + 1 - maxEditors))) {
      end(removed);
      drafts.remove(other);
      next.delete(other);
    }
    editors.value = next.set(raw, opened);
  };
  const hasDraft = (raw: string) => drafts.of(raw) !== undefined;
  /** Stores the changes of an editor as often as they change. */
  const storeDraft = (raw: string, listedRaw: string, editor: EditorModel) => {
    const isOpen = computed(() => editors.value.get(raw)?.isOpen === true);
    return effect(() => {
      const changes = editor.changes.value;
      if (changes === undefined) drafts.remove(raw);
      else drafts.set({ raw, listedRaw, isOpen: isOpen.value, ...changes });
    });
  };
  const open = () => {
    const edited = token.peek();
    const outcome = decryption.peek();
    if (edited === undefined || !isEditable(edited, outcome)) return;
    const { raw } = edited;
    const existing = editors.peek().get(raw);
    if (existing) return set(raw, { ...existing, isOpen: true });
    const listedRaw = listed.peek()?.raw ?? raw;
    void import('../../editor/lazy-editor').then((loaded) => {
      if (isEnded || editors.peek().has(raw)) return;
      const draft = drafts.of(raw);
      const editor = loaded.createEditorFor({ ...editorOptions, token: edited, decryption: outcome, draft });
      let stop = () => {};
      set(raw, { editor, listedRaw, isOpen: true, stop: () => stop() });
      stop = storeDraft(raw, listedRaw, editor);
    });
  };
  // An editor that was open in an earlier panel.
  const stopReopening = effect(() => {
    const shown = token.value;
    if (shown === undefined || !isEditable(shown, decryption.value)) return;
    untracked(() => {
      if (!editors.value.has(shown.raw) && drafts.of(shown.raw)?.isOpen === true) open();
    });
  });
  return {
    editor: computed(() => (current.value?.isOpen === true ? current.value.editor : undefined)),
    isPossible: computed(() => isEditable(token.value, decryption.value)),
    open,
    close() {
      const edited = token.peek();
      const existing = current.peek();
      if (edited && existing) set(edited.raw, { ...existing, isOpen: false });
    },
    discard(listedRaw) {
      const kept = [...editors.peek()].filter(([, opened]) => {
        if (opened.listedRaw !== listedRaw) return true;
        end(opened);
        return false;
      });
      editors.value = new Map(kept);
      drafts.removeOf(listedRaw);
    },
    end() {
      isEnded = true;
      stopReopening();
      for (const opened of editors.peek().values()) end(opened);
    },
  };
}
