import type { Decryption, DecryptionProgress } from '../token';
import type { LogBounds, RequestSummary } from '../traffic';

/** The outcome of a command. `reason` is one sentence in the user's language. */
export type Result = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/**
 * Writes to the clipboard; never reads it. Call it synchronously within a click or key press: browsers allow writing
 * only then.
 */
export interface CopyCommands {
  copyText(text: string): Promise<Result>;
}

/** The outcome of trying a list of secrets. `word` is the secret that signed the token. */
export type SecretSearch =
  | { readonly outcome: 'found'; readonly word: string; readonly tried: number }
  | { readonly outcome: 'none' | 'stopped'; readonly tried: number }
  | { readonly outcome: 'impossible'; readonly reason: string };

export interface SecretSearchOptions {
  /** A file with one secret per line; undefined for the built-in list of known secrets. */
  readonly list: File | undefined;
  /** Called from time to time with the number of tried secrets and, once known, the length of the list. */
  readonly onProgress: (tried: number, of: number | undefined) => void;
  readonly signal: AbortSignal;
}

/**
 * Tries secrets in a worker, so the page stays responsive. No time limit: the user sees the progress and can stop it.
 */
export interface SecretCommands {
  trySecrets(token: string, options: SecretSearchOptions): Promise<SecretSearch>;
}

export interface DecryptionOptions {
  /** The user agreed to run all PBKDF2 iterations that the token's "p2c" requires. */
  readonly allowHighP2c: boolean;
  /** The cookie of the token, whose name Auth.js derives its key from. */
  readonly cookieName?: string;
  /** Called before each recipient is tried. */
  readonly onProgress: (progress: DecryptionProgress) => void;
  /** Cancels the attempt; its outcome is `cancelled`. */
  readonly signal: AbortSignal;
}

/**
 * Decrypts in a worker, so the page stays responsive. `token` is the token as it was received. Rejects if the worker
 * fails.
 */
export interface DecryptionCommands {
  decrypt(token: string, keyText: string, options: DecryptionOptions): Promise<Decryption>;
}

/**
 * The response from a URL, or why there is none. `unreachable`: the host didn't respond, redirected, or doesn't let other
 * sites read its responses (CORS).
 */
export type FetchedDocument =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: 'address' | 'unreachable' | 'too large' | 'timed out' }
  | { readonly ok: false; readonly reason: 'status'; readonly status: number };

/**
 * Requests an https URL, or one of this computer, without cookies. Resolves within 15 s. Call it only for a click on a
 * button with the URL's host.
 */
export interface DocumentCommands {
  fetchDocument(url: string): Promise<FetchedDocument>;
}

/** The browser functions that the panel uses. Those with a `signal` resolve with `ok: false` when it aborts. */
export interface PanelCommands extends CopyCommands, SecretCommands, DecryptionCommands, DocumentCommands {
  /**
   * Reloads the inspected page. Resolves within 5 s, when the reload has been requested, not when the page has loaded.
   */
  reloadPage(signal: AbortSignal): Promise<Result>;
  /**
   * Starts reading the storage and calls of this origin's pages. Call it synchronously within a click: browsers show a
   * permission prompt only then. No time limit, since it waits for the user's reply to the prompt.
   * That watching is on is reported by the session, not by this result.
   */
  watch(origin: string, signal: AbortSignal): Promise<Result>;
  /** Stops reading them. Resolves within 5 s. */
  unwatch(origin: string, signal: AbortSignal): Promise<Result>;
  /** Shows the browser's Network panel, filtered by the request. Absent if the browser can't do that. */
  readonly revealInNetwork?: (request: Pick<RequestSummary, 'method' | 'url' | 'status'>) => Promise<Result>;
}

/** What the popup restores when it's opened again: the pasted text, never a key. */
export interface Draft {
  readonly text: string;
}

/** Stores the draft in memory until the browser is closed; never on disk. */
export interface DraftStore {
  /** Resolves within 5 s; with an empty text if there is no draft or the time is over. */
  load(signal: AbortSignal): Promise<Draft>;
  save(draft: Draft): Promise<Result>;
  clear(): Promise<Result>;
}

/** The browser functions that the popup uses. */
export interface PopupCommands extends CopyCommands, SecretCommands, DecryptionCommands, DocumentCommands {
  readonly draft: DraftStore;
}

/** The browser functions that the options page uses; see {@link PanelCommands} for `watch` and `unwatch`. */
export interface OptionsCommands {
  watch(origin: string, signal: AbortSignal): Promise<Result>;
  unwatch(origin: string, signal: AbortSignal): Promise<Result>;
  /** Saves the limits of the logs on disk. They apply to all current and future logs. */
  saveBounds(bounds: LogBounds): Promise<Result>;
}
