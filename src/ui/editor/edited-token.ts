import type { Token } from '../../token';

/** A token that was created in the editor from the text that it contains now. In memory only. */
export interface EditedToken {
  /** The encoded token: signed, encrypted, or without a signature. */
  readonly text: string;
  /** The token that was opened in the editor. */
  readonly original: Token;
}
