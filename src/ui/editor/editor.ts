import type { ReadonlySignal } from '@preact/signals';
import type { EditorDraft } from '../../traffic';
import type { Descriptions, JsonObject, Token } from '../../token';
import type { CopyingModel } from '../model/detail/copying';
import type { Creation } from './create-token';
import type { EditorFind } from './find-in-editor';
import type { JsonDocument } from './json-document';
import type { EditorPart } from './json-problems';
import type { QuickChanges } from './quick-changes';
import type { SigningKeyModel } from './signing-key';

/**
 * What the editor has created.
 * `none`: nothing yet. `pending`: being created from the current text. `settled`: the result for exactly the current
 * text and key. `failed`: creating threw an exception.
 */
export type CreationState =
  | { readonly state: 'none' | 'pending' | 'failed' }
  | { readonly state: 'settled'; readonly creation: Creation };

/** What the user has changed: the texts, and the key unless it's the one that's selected at first. */
export type EditorChanges = Pick<EditorDraft, 'header' | 'claims' | 'key'>;

/** The model of the editor of one token: its text, the key, and the token that was created from them. */
export interface EditorModel {
  /** The token that was opened. It stays as it is. */
  readonly original: Token;
  /** The created token. Undefined before the first one, and from a change of the text or the key to the next one. */
  readonly edited: ReadonlySignal<EditedToken | undefined>;
  readonly documents: Readonly<Record<EditorPart, JsonDocument>>;
  /** The parts as JavaScript reads them; undefined for text that isn't a JSON object. */
  readonly values: Readonly<Record<EditorPart, ReadonlySignal<JsonObject | undefined>>>;
  readonly quickChanges: QuickChanges;
  /** Searches the texts. */
  readonly find: EditorFind;
  readonly key: SigningKeyModel;
  /** Whether the header is that of an encrypted token. */
  readonly isEncryption: ReadonlySignal<boolean>;
  readonly creation: ReadonlySignal<CreationState>;
  /** Undefined while there are none: nothing is lost without the editor then. */
  readonly changes: ReadonlySignal<EditorChanges | undefined>;
  /** What the names of members mean; undefined until loaded. */
  readonly descriptions: ReadonlySignal<Descriptions | undefined>;
  readonly copying: CopyingModel;
  /** Opens files that are dropped on the text, or adds them as keys. */
  openFiles(files: readonly File[]): void;
  /** Creates the token now. From then on, each change of the text or the key creates it again. */
  create(): void;
  end(): void;
}

/** A token that was created in the editor from the text that it contains now. In memory only. */
export interface EditedToken {
  /** The encoded token: signed, encrypted, or without a signature. */
  readonly text: string;
  /** The token that was opened in the editor. */
  readonly original: Token;
}
