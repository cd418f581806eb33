import { maxDrafts, maxDraftsLength } from './limits';

/** The key that an edited token is signed or encrypted with. */
export interface DraftKey {
  readonly source: 'pasted' | 'keyring' | 'generated';
  /** The text of the key; for a generated one, a JSON text that only the editor reads. */
  readonly text: string;
}

/** What the user has changed in the editor of a token. */
export interface EditorDraft {
  /** The text of the token that is edited. */
  readonly raw: string;
  /** The text of the listed token: the same one, or one that contains it. */
  readonly listedRaw: string;
  /** Whether the editor is shown when the token is selected. */
  readonly isOpen: boolean;
  readonly header: string;
  readonly claims: string;
  readonly key?: DraftKey;
}

/** The drafts, those changed last at the end. Immutable, and kept in memory only. */
export type Drafts = readonly EditorDraft[];

/** Adds a draft, and replaces that of the same token. Beyond the limits, removes the oldest ones. */
export function addDraft(drafts: Drafts, draft: EditorDraft): Drafts {
  const all = [...removeDraft(drafts, draft.raw), draft].slice(-maxDrafts);
  let length = all.reduce((sum, each) => sum + lengthOf(each), 0);
  const first = all.findIndex((each) => {
    if (length <= maxDraftsLength) return true;
    length -= lengthOf(each);
    return false;
  });
  return first === -1 ? [] : all.slice(first);
}

/** The drafts without the one of the token with this text. */
export function removeDraft(drafts: Drafts, raw: string): Drafts {
  return drafts.filter((draft) => draft.raw !== raw);
}

function lengthOf({ raw, listedRaw, header, claims, key }: EditorDraft): number {
  return raw.length + listedRaw.length + header.length + claims.length + (key?.text.length ?? 0);
}
