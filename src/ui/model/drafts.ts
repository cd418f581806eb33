import type { Drafts, EditorDraft, PanelCommand } from '../../traffic';
import type { Clock } from './clock';

/** What the user has changed in editors, also in those of an earlier panel. */
export interface DraftsModel {
  /** The changes of a token; undefined if there are none. */
  of(raw: string): EditorDraft | undefined;
  /** Whether the listed token, or one that it contains, has changes. */
  hasAny(listedRaw: string): boolean;
  set(draft: EditorDraft): void;
  remove(raw: string): void;
  /** Removes the changes of a listed token and of those that it contains. */
  removeOf(listedRaw: string): void;
  /** The tokens whose drafts the session has stored for this panel. */
  restore(drafts: Drafts): void;
  /** Sends what waits for a pause in typing. */
  flush(): void;
}

/** How long a pause in typing is, after which the text is sent to the session. */
const sendAfterMs = 150;

/** Sends changed drafts to the session after a pause in typing, or on `flush`. */
export function createDrafts(send: (command: PanelCommand) => void, clock: Clock): DraftsModel {
  const drafts = new Map<string, EditorDraft>();
  /** The tokens whose drafts have changed since they were sent. */
  const unsent = new Set<string>();
  const sendAll = () => {
    for (const raw of unsent) {
      const draft = drafts.get(raw);
      send(draft === undefined ? { type: 'forget draft', raw } : { type: 'draft', draft });
    }
    unsent.clear();
  };
  let cancel: (() => void) | undefined;
  const sendSoon = (raw: string) => {
    unsent.add(raw);
    cancel?.();
    cancel = clock.after(sendAfterMs, sendAll);
  };
  const remove = (raw: string) => {
    if (drafts.delete(raw)) sendSoon(raw);
  };
  return {
    of: (raw) => drafts.get(raw),
    hasAny: (listedRaw) => [...drafts.values()].some((draft) => draft.listedRaw === listedRaw),
    set(draft) {
      drafts.delete(draft.raw);
      drafts.set(draft.raw, draft);
      sendSoon(draft.raw);
    },
    remove,
    removeOf(listedRaw) {
      for (const { raw, listedRaw: listed } of drafts.values()) if (listed === listedRaw) remove(raw);
    },
    restore(stored) {
      for (const draft of stored) if (!drafts.has(draft.raw)) drafts.set(draft.raw, draft);
    },
    flush() {
      cancel?.();
      cancel = undefined;
      sendAll();
    },
  };
}
