import type { Decryption, DecryptionProgress } from '../token';
import type { LogBounds } from '../traffic';

/** What became of something that was asked: a value either way; `reason` is one sentence in the person's language. */
export type Result = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/**
 * What the detail asks of the browser. Writes to the clipboard only; never reads it.
 * Answers at once: it is called within the click or key press, which browsers demand.
 */
export interface CopyCommands {
  copyText(text: string): Promise<Result>;
}

/** What came of trying a list of secrets. `word` is the one that signed the token. */
export type SecretSearch =
  | { readonly outcome: 'found'; readonly word: string; readonly tried: number }
  | { readonly outcome: 'none' | 'stopped'; readonly tried: number }
  | { readonly outcome: 'impossible'; readonly reason: string };

export interface SecretSearchOptions {
  /** A list with one secret on each line; without it the well-known ones are tried. */
  readonly list: File | undefined;
  /** Told now and then how many were tried, and of how many as far as that is known. */
  readonly onProgress: (tried: number, of: number | undefined) => void;
  readonly signal: AbortSignal;
}

/** Trying secrets away from the page, which stays quick. Has no time limit: the person sees how it goes and can stop it. */
export interface SecretCommands {
  trySecrets(token: string, options: SecretSearchOptions): Promise<SecretSearch>;
}

export interface DecryptionOptions {
  /** The person agreed to run as many rounds of PBKDF2 as the token asks for. */
  readonly allowHighP2c: boolean;
  /** Called before each attempt with one recipient's key. */
  readonly onProgress: (progress: DecryptionProgress) => void;
  /** Ends the attempt at once; its outcome is `cancelled`. */
  readonly signal: AbortSignal;
}

/** Decrypting away from the page, which stays quick. `token` is the token as it was received. Rejects when it breaks. */
export interface DecryptionCommands {
  decrypt(token: string, keyText: string, options: DecryptionOptions): Promise<Decryption>;
}

/** What a person can ask of the browser in the panel. The waiting ones settle `ok: false` when `signal` aborts. */
export interface PanelCommands extends CopyCommands, SecretCommands, DecryptionCommands {
  /** Loads the inspected page again. Answers when the reload is asked for, within 5 s; does not wait for the page. */
  reloadPage(signal: AbortSignal): Promise<Result>;
  /**
   * Reads the storage and calls of this origin's pages from now on. Called synchronously within the click, since
   * browsers show a permission prompt only then; has no time limit, since a person answers the prompt.
   * The session reports that it's on; the result of this call doesn't.
   */
  watch(origin: string, signal: AbortSignal): Promise<Result>;
  /** Stops reading them at once. Answers within 5 s. */
  unwatch(origin: string, signal: AbortSignal): Promise<Result>;
}

/** What is kept of the popup between two openings: the pasted text, and never a key. */
export interface Draft {
  readonly text: string;
}

/** Where the draft lives. In memory only, gone with the browser session; never on the disk. */
export interface DraftStore {
  /** An empty text when there is none. Answers within 5 s, with an empty text when that is over. */
  load(signal: AbortSignal): Promise<Draft>;
  save(draft: Draft): Promise<Result>;
  clear(): Promise<Result>;
}

/** What a person can ask of the browser in the popup. */
export interface PopupCommands extends CopyCommands, SecretCommands, DecryptionCommands {
  readonly draft: DraftStore;
}

/** What a person can ask of the browser on the options page; see {@link PanelCommands} for the terms. */
export interface OptionsCommands {
  watch(origin: string, signal: AbortSignal): Promise<Result>;
  unwatch(origin: string, signal: AbortSignal): Promise<Result>;
  /** Keeps how much a log holds, on the disk, for every log there is and will be. */
  saveBounds(bounds: LogBounds): Promise<Result>;
}
